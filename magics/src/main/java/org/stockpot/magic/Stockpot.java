package org.stockpot.magic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.InstabilityResult;
import org.stockpot.barrier.PlaneResult;
import org.stockpot.barrier.RobustnessResult;
import org.stockpot.display.Display;
import org.stockpot.display.Displays;
import org.stockpot.djl.DjlTask;
import org.stockpot.djl.engine.Engines;
import org.stockpot.djl.engine.Natives;
import org.stockpot.format.Checkpoint;
import org.stockpot.prune.PruneResult;
import org.stockpot.report.BarrierReport;
import org.stockpot.report.ComparisonReport;
import org.stockpot.report.FinetuneReport;
import org.stockpot.report.InstabilityReport;
import org.stockpot.report.InterpolationReport;
import org.stockpot.report.PlaneReport;
import org.stockpot.report.PruneReport;
import org.stockpot.report.RobustnessReport;
import org.stockpot.report.SoupReport;
import org.stockpot.report.TaskReport;
import org.stockpot.report.TrainReport;
import org.stockpot.soup.FinetuneResult;
import org.stockpot.soup.InterpolationResult;
import org.stockpot.soup.SoupComparison;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.WeightedResult;
import org.stockpot.store.StoreException;
import org.stockpot.study.Comparison;
import org.stockpot.study.Variant;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Suggestions;
import org.stockpot.task.Task;
import org.stockpot.task.TrainResult;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** The magics of one notebook: what a kernel adapter registers and calls. */
public final class Stockpot {

  /** The magics of this JVM's notebook, for Java that calls them. */
  private static volatile Stockpot running;

  private final Session session;
  private final Map<String, Command> commands = new LinkedHashMap<>();
  private final Displays displays =
      Displays.standard()
          .with(
              DjlTask.class,
              task -> TaskReport.display(task, task.data(), task.threads(), task.notes()))
          .with(TrainResult.class, TrainReport::display)
          .with(PruneResult.class, PruneReport::display)
          .with(BarrierResult.class, BarrierReport::display)
          .with(InstabilityResult.class, InstabilityReport::display)
          .with(RobustnessResult.class, RobustnessReport::display)
          .with(PlaneResult.class, PlaneReport::display)
          .with(FinetuneResult.class, FinetuneReport::display)
          .with(SoupResult.class, SoupReport::display)
          .with(SoupComparison.class, SoupReport::display)
          .with(Comparison.class, ComparisonReport::display)
          .with(WeightedResult.class, SoupReport::display)
          .with(InterpolationResult.class, InterpolationReport::display);

  /**
   * Makes the magics of a notebook.
   *
   * @param notebook the kernel's side
   */
  public Stockpot(Notebook notebook) {
    session = new Session(notebook);
    List<Command> all =
        List.of(
            new StockpotCommand(commands::values),
            new TaskCommand(),
            new TrainCommand(),
            new ImpCommand(),
            new BarrierCommand(),
            new InstabilityCommand(),
            new RobustnessCommand(),
            new MliCommand(),
            new PlaneCommand(),
            new FinetuneCommand(),
            new SoupCommand(),
            new CompareCommand(),
            new SaveCommand(),
            new LoadCommand(),
            new ExportCommand(displays),
            new RunsCommand());
    all.forEach(command -> commands.put(command.name(), command));
    running = this;
  }

  /**
   * Runs a line magic from Java, where local variables of loops and methods are known: {@code
   * Stockpot.run("train", "--lr", lr, "--as", "net" + i)}.
   *
   * @param name the magic's name, without percent sign
   * @param words its words, each of which stays one; numbers and others as {@link String#valueOf}
   *     writes them
   * @param <T> the type wanted
   * @return the magic's value
   * @throws UsageException if the user made a mistake
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public static <T> T run(String name, Object... words) {
    return (T) running().run(name, Stream.of(words).map(String::valueOf).toList(), null);
  }

  private static Stockpot running() {
    if (running == null) {
      throw new UsageException("Stockpot needs a notebook with its magics, got none");
    }
    return running;
  }

  /**
   * Returns the current task, with its trainings and scores kept in the session's store, if it has
   * one: what magics trained is not trained again.
   *
   * @return the task of the last {@code %task}, or of the last {@link #use}
   * @throws UsageException if there is no task yet
   */
  public static Task task() {
    return running().session.keptTask();
  }

  /**
   * Returns the current task as DJL runs it, whose trainings nobody keeps.
   *
   * @return the task of the last {@code %task}, or of the last {@link #use}
   * @throws UsageException if there is no task yet
   */
  public static DjlTask djlTask() {
    return running().session.task();
  }

  /**
   * Makes a task the current one, as {@code %task} does.
   *
   * @param task a task
   * @return the same task
   */
  public static DjlTask use(DjlTask task) {
    running().session.use(task);
    return task;
  }

  /**
   * Returns a point with all that the session knows of it, as {@code %save} writes it: its mask,
   * the rows that it was trained on, its task.
   *
   * @param name the point's name, as in magics
   * @return the point, to be saved
   * @throws UsageException if there is no such point
   */
  public static Checkpoint checkpoint(String name) {
    Session session = running().session;
    session.followVariables();
    return PointSaving.checkpoint(session, name, new Points(session).use(name));
  }

  /**
   * Returns results with their settings, as {@code %compare} lays them beside others.
   *
   * @param names the name of a result, or of replicates with commas between them
   * @return the variant
   * @throws UsageException if there is no such result
   */
  public static Variant variant(String names) {
    Session session = running().session;
    session.followVariables();
    return CompareCommand.variant(session, names);
  }

  /**
   * Loads what the first task and its chart need: the engine, the tables. A kernel calls this on a
   * thread of its own when a task is likely to come.
   */
  public static void warmUp() {
    // What the first use unpacks is said before it does.
    if (Natives.find().flatMap(Natives::notice).isEmpty()) {
      Engines.version();
    }
    Table.create();
  }

  /**
   * Returns the names of all magics, without percent signs.
   *
   * @return the names, in the order of the help
   */
  public List<String> names() {
    return List.copyOf(commands.keySet());
  }

  /**
   * Returns the magic that a word of another tool means, such as {@code prune}.
   *
   * @param word a name that no magic has, without percent signs
   * @return one of {@link #names()}, or empty
   */
  public static Optional<String> meant(String word) {
    return OtherWords.magic(word);
  }

  /**
   * Runs a magic. It shows its result itself, and returns it, light, for assignment.
   *
   * @param name one of {@link #names()}, or one with a trailing question mark for its help
   * @param args the rest of the magic's line, split by the kernel
   * @param body the lines below a cell magic, or null for a line magic
   * @return the result, or null if there is none
   * @throws UsageException if the user made a mistake; the message is all there is to show
   */
  public Object run(String name, List<String> args, String body) {
    return session.notebook().run(() -> perform(name, args, body));
  }

  private Object perform(String name, List<String> args, String body) {
    session.followVariables();
    boolean asked = name.endsWith("?");
    Command command = command(asked ? name.substring(0, name.length() - 1) : name);
    OptionSet set = new OptionSet(command.standards(session), command.readers(session));
    UnaryOperator<String> values = expression -> value(expression, command, args);
    List<String> words = args.stream().map(word -> Interpolation.fill(word, values)).toList();
    String options = command.takesCode() || body == null ? null : Interpolation.fill(body, values);
    Arguments arguments = Arguments.parse(command.name(), words, options, set);
    if (asked || arguments.help()) {
      HelpPage.of(command, set).forEach(session.notebook()::show);
      return null;
    }
    try {
      Optional<Sweep> sweep = Sweep.of(session, command, arguments, set);
      if (sweep.isPresent()) {
        return sweep.get().run();
      }
      Map<Class<?>, Record> records = set.read(command.plain(arguments.options()));
      if (records.get(Output.class) instanceof Output output && !output.as().isEmpty()) {
        session.requireFree(output.as());
      }
      Call call =
          new Call(session, command, arguments, records, body, new Uses(), Optional.empty());
      if (command instanceof Planned planned && call.options(PlanOption.class).plan()) {
        call.show(Display.text(new PlanWords(planned.plan(call)).text()));
        return null;
      }
      return run(call);
    } catch (IllegalArgumentException | StoreException | DivergedException e) {
      throw e.getMessage() == null ? e : new UsageException(e.getMessage());
    } catch (RuntimeException | OutOfMemoryError e) {
      throw OutOfMemory.worded(e);
    }
  }

  /** Runs a call; one that fails once it works is listed among the runs, too. */
  private static Object run(Call call) {
    try {
      return call.command().run(call);
    } catch (RuntimeException | OutOfMemoryError e) {
      call.uses().kept().ifPresent(kept -> kept.listFailure(e));
      throw e;
    }
  }

  private String value(String expression, Command command, List<String> args) {
    try {
      return String.valueOf(Objects.requireNonNull(session.notebook().evaluate(expression)));
    } catch (Exception e) {
      throw new UsageException(
          "${"
              + expression
              + "} must be Java that has a value outside of methods and loops; inside of them type "
              + JavaSource.call(command.name(), args)
              + (command instanceof Planned
                  ? ", or give an option all its values at once, as in --lr 1e-3,1e-2"
                  : ""));
    }
  }

  private Command command(String name) {
    Command command = commands.get(name);
    if (command == null) {
      throw new UsageException(
          "no magic %"
              + name
              + meant(name)
                  .map(own -> ", did you mean %" + own + "?")
                  .orElseGet(
                      () ->
                          Suggestions.didYouMean(
                              "%" + name, commands.keySet().stream().map(c -> "%" + c).toList()))
              + " (%stockpot lists them)");
    }
    return command;
  }

  /**
   * Returns how a value is shown when a cell ends with it.
   *
   * @param value any value
   * @return the display, or empty if the kernel should show the value its own way
   */
  public Optional<Display> render(Object value) {
    if (value instanceof Figure) {
      session.beforeFigure();
    }
    return displays
        .display(value)
        .map(session::pictured)
        .map(display -> session.marks().marked(value, display));
  }

  /**
   * Returns the types that {@link #render} knows.
   *
   * @return classes and interfaces
   */
  public List<Class<?>> rendered() {
    return displays.types();
  }

  /**
   * Completes a magic, its options, or the names of results and points.
   *
   * @param line the line of code up to its end
   * @param cursor the position of the cursor in it
   * @return what can stand there, or empty if the cursor is not in a magic of these
   */
  public Optional<Completion> complete(String line, int cursor) {
    return new Completions(session, commands).at(line, cursor);
  }

  /**
   * Completes a path among the words of any magic, such as one of the kernel's own.
   *
   * @param line the line of code up to its end
   * @param cursor the position of the cursor in it, behind the magic's name
   * @return the files and folders that can stand there
   */
  public static Completion completeFile(String line, int cursor) {
    int percent = line.indexOf('%');
    int start = percent;
    while (start < cursor && !Character.isWhitespace(line.charAt(start))) {
      start++;
    }
    return CursorWord.at(line, start, cursor)
        .map(word -> Completions.files(word, word.quote()))
        .orElseGet(() -> new Completion(List.of(), cursor, cursor));
  }

  /**
   * Completes a line of a cell magic's body, which names options.
   *
   * @param name the magic, without percent signs
   * @param line the line of the body
   * @param cursor the position of the cursor in it
   * @return what can stand there, or empty if the body is no list of options of these magics
   */
  public Optional<Completion> completeBody(String name, String line, int cursor) {
    return new Completions(session, commands).inBody(name, line, cursor);
  }

  /**
   * Explains what stands at the cursor: an option, or a result or point by its name; elsewhere, the
   * magic itself.
   *
   * @param line the line of code
   * @param cursor the position of the cursor in it
   * @return the help, or empty if the line is no magic
   */
  public Optional<Display> inspect(String line, int cursor) {
    return new Explanations(session, commands, displays).at(line, cursor);
  }

  /**
   * What can replace a part of a line.
   *
   * @param candidates full replacements, in order
   * @param from the start of the replaced part
   * @param to its end
   */
  public record Completion(List<String> candidates, int from, int to) {

    /** Copies the candidates. */
    public Completion {
      candidates = List.copyOf(candidates);
    }
  }
}
