package org.stockpot.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.JupyterIO;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.Header;
import io.github.spencerpark.jupyter.messages.reply.KernelInfoReply;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.stockpot.display.Display;
import org.stockpot.kernel.cell.Imports;
import org.stockpot.kernel.cell.MagicLine;
import org.stockpot.kernel.cell.Rendering;
import org.stockpot.kernel.ijava.Installation;
import org.stockpot.kernel.ijava.MimeBundle;
import org.stockpot.kernel.shell.CellException;
import org.stockpot.kernel.shell.CellRun;
import org.stockpot.kernel.shell.CodeAssist;
import org.stockpot.kernel.shell.InterruptDelays;
import org.stockpot.kernel.shell.JavaSession;
import org.stockpot.kernel.shell.Origin;
import org.stockpot.kernel.shell.Worker;
import org.stockpot.magic.Stockpot;
import org.stockpot.magic.UsageException;

/** A Java kernel with the magics built in. */
public final class StockpotKernel extends BaseKernel implements RunningKernel {

  private static final String NAME = "Stockpot";

  /** Run once, so that the first cell finds javac and its classes loaded. */
  private static final String REHEARSAL = "String.valueOf(List.of(1, 2)).length()";

  /** How long the sockets and a running cell may take to close. */
  private static final int SHUTDOWN_MILLIS = 1000;

  private final KernelIo io = new KernelIo();
  private final NamedMagics magics = new NamedMagics();
  private final Worker worker = new Worker(InterruptDelays.USUAL);
  private final Printed printed;
  private final Stockpot stockpot;
  private final Assist assist;
  private volatile String cell = "cell";
  private final BackgroundStart readiness =
      new BackgroundStart(() -> worker.prepare(StockpotKernel::openSession), Stockpot::warmUp);

  /**
   * Makes a kernel, whose Java gets ready when it is needed or while nothing runs.
   *
   * @param printed where cells print
   */
  StockpotKernel(Printed printed) {
    this.printed = printed;
    stockpot = Installation.into(this);
    assist = new Assist(stockpot, magics);
    InCell.serve(this);
    LibraryMagics.into(magics, this);
    TimeMagic.into(magics, this);
  }

  private static JavaSession openSession() throws CellException, InterruptedException {
    JavaSession session = new JavaSession();
    session.imports(Imports.declarations());
    session.imports(List.of("import static " + InCell.class.getName() + ".*;"));
    session.evaluate(REHEARSAL, new Origin("start-up", REHEARSAL, 1, 0));
    return session;
  }

  @Override
  public DisplayData run(String code, int number) throws InterruptedException, ExecutionException {
    readiness.begin(code);
    cell = "cell " + number;
    InCell.In.put(number, code);
    return worker.run(
        () -> {
          Object value = runner().run(code, cell);
          if (value == null || InCell.isLastShown(value)) {
            return null;
          }
          InCell.Out.put(number, value);
          return CellRun.runMagic(() -> bundle(value));
        });
  }

  @Override
  public Object runLine(String name, List<String> words) {
    return runner().runLine(name, words);
  }

  @Override
  public Object runCell(String name, List<String> words, String body) {
    return runner().runCell(name, words, body);
  }

  @Override
  public void rest() {
    readiness.rest();
  }

  private CellRunner runner() {
    return new CellRunner(readiness::session, magics);
  }

  private CodeAssist assistant() {
    return new CodeAssist(readiness.session());
  }

  @Override
  public DisplayData bundle(Object value, String... as) {
    try {
      if (value instanceof DisplayData data) {
        return data;
      } else if (value != null && value.getClass().isArray()) {
        return new DisplayData(ArrayText.of(value));
      }
      Object shown = value == null ? "null" : value;
      return as.length == 0 ? renderer.render(shown) : rendered(shown, List.of(as));
    } catch (Throwable failure) {
      return new DisplayData(
          value.getClass().getName() + " cannot be shown: " + Rendering.reason(failure));
    }
  }

  /** Renders a value as some types: the magics' own values come in all types that they have. */
  private DisplayData rendered(Object value, List<String> types) {
    Display own = stockpot.render(value).orElse(null);
    if (own == null) {
      return renderer.renderAs(value, types.toArray(String[]::new));
    }
    DisplayData some = new DisplayData(own.text());
    own.data().entrySet().stream()
        .filter(form -> types.contains(form.getKey()))
        .forEach(form -> some.putData(form.getKey(), form.getValue()));
    return some;
  }

  @Override
  public DisplayData eval(String code) throws InterruptedException, ExecutionException {
    return run(code, 0);
  }

  @Override
  public Object evaluate(String code) throws Exception {
    try {
      return runner().run(code, "evaluated code");
    } catch (CellException failure) {
      throw failure.getCause() instanceof Exception thrown ? thrown : worded(failure);
    }
  }

  @Override
  public Object evaluateHere(String code) throws InterruptedException {
    try {
      return runner().run(code, cell);
    } catch (CellException failure) {
      throw worded(failure);
    }
  }

  private static UsageException worded(CellException failure) {
    return new UsageException(String.join("\n", failure.lines()));
  }

  @Override
  public List<String> addToClasspath(List<Path> files) {
    files.forEach(readiness.session()::addToClasspath);
    return files.stream().map(Path::toString).toList();
  }

  @Override
  public void becomeHandlerForConnection(JupyterConnection connection) {
    super.becomeHandlerForConnection(connection);
    new Requests(this, printed, io, executionCount).handle(connection);
  }

  @Override
  public ReplacementOptions complete(String code, int at) {
    int cursor = code.offsetByCodePoints(0, at);
    ReplacementOptions found =
        answered(
            () -> assist.complete(this::assistant, code, cursor),
            new ReplacementOptions(List.of(), cursor, cursor));
    return new ReplacementOptions(
        found.getReplacements(),
        code.codePointCount(0, found.getSourceStart()),
        code.codePointCount(0, found.getSourceEnd()));
  }

  @Override
  public DisplayData inspect(String code, int at, boolean extraDetail) {
    int cursor = code.offsetByCodePoints(0, at);
    return answered(() -> assist.inspect(this::assistant, code, cursor), Optional.<Display>empty())
        .map(MimeBundle::of)
        .orElse(null);
  }

  @Override
  public String isComplete(String code) {
    return answered(
        () -> assist.indent(this::assistant, code).orElse(IS_COMPLETE_YES), IS_COMPLETE_MAYBE);
  }

  /** Answers a question that is asked while typing: code that JShell cannot take is no failure. */
  private <T> T answered(Supplier<T> question, T otherwise) {
    try {
      return question.get();
    } catch (RuntimeException | StackOverflowError | LinkageError unknown) {
      printed.log(unknown);
      return otherwise;
    }
  }

  @Override
  public void interrupt() {
    worker.interrupt();
  }

  /** Leaves no more time to a running cell than its interrupt takes to be noticed. */
  @Override
  public void onShutdown(boolean isRestarting) {
    worker.interrupt();
    CompletableFuture.delayedExecutor(
            SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS, exit -> new Thread(exit).start())
        .execute(() -> System.exit(0));
  }

  @Override
  public BaseKernel kernel() {
    return this;
  }

  @Override
  public NamedMagics magics() {
    return magics;
  }

  @Override
  public List<String> words(MagicLine line) {
    return magics.words(line);
  }

  @Override
  public boolean endsCellsAtOnce() {
    return false;
  }

  @Override
  public OptionalLong execution() {
    return OptionalLong.of(executionCount.get());
  }

  @Override
  public String name() {
    return (NAME + " " + version()).strip();
  }

  @Override
  public JupyterIO getIO() {
    return io;
  }

  /** Returns what cells read from. */
  InputStream input() {
    return io.input();
  }

  @Override
  public void display(DisplayData data) {
    io.display.display(data);
  }

  @Override
  public LanguageInfo getLanguageInfo() {
    return new LanguageInfo.Builder("java")
        .version(System.getProperty("java.version"))
        .mimetype("text/x-java")
        .fileExtension(".java")
        .pygments("java")
        .codemirror("text/x-java")
        .build();
  }

  @Override
  public KernelInfoReply info() {
    String banner = name() + ", Java " + Runtime.version() + ". %stockpot lists the magics.";
    return new KernelInfoReply(
        Header.PROTOCOL_VERISON, "stockpot", version(), getLanguageInfo(), banner, List.of());
  }

  private static String version() {
    String version = StockpotKernel.class.getPackage().getImplementationVersion();
    return version == null ? "" : version;
  }
}
