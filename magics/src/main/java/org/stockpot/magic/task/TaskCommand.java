package org.stockpot.magic.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stockpot.data.Data;
import org.stockpot.data.DataSource;
import org.stockpot.data.LabelKind;
import org.stockpot.data.Split;
import org.stockpot.data.csv.TableFile;
import org.stockpot.data.image.ImageSize;
import org.stockpot.data.source.DataSources;
import org.stockpot.data.table.TableOptions;
import org.stockpot.djl.DjlData;
import org.stockpot.djl.DjlTask;
import org.stockpot.djl.ModelOptions;
import org.stockpot.djl.Models;
import org.stockpot.report.task.TaskReport;
import org.stockpot.task.Help;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.ValueKind;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.UsageException;

/** Chooses data and model. */
public final class TaskCommand implements Command {

  private static final DataSources SOURCES = DataSources.standard().with(DjlData.sources());

  /**
   * How a table is read.
   *
   * @param label the column to predict
   * @param kind what it is taken for
   * @param threads threads that share a training; 0 for the model's own
   */
  record Options(
      @Help("for tables: the column to predict") String label,
      @Help("for tables and npz: auto, classes or regression") LabelKind kind,
      @Help("threads of one training; 0 chooses by the size of the model") int threads) {}

  /**
   * How images are read.
   *
   * @param size the size of each, or blank for that of the files
   */
  record ImageOptions(
      @Help("for images:DIR: scale each image to HEIGHTxWIDTH, such as 32x32") String size) {}

  @Override
  public String name() {
    return "task";
  }

  @Override
  public String summary() {
    return "chooses data and model: the current task. The body of %%task NAME is Java that ends with"
        + " a DjlTask";
  }

  @Override
  public String words() {
    return "[DATA MODEL]";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%task digits mlp:64,32",
        "%task mnist-10k lenet-300-100 --as lenet",
        "%task mnist:DIR conv2",
        "%task cifar10:DIR resnet20",
        "%task images:DIR conv2 --size 32x32",
        "%task houses.csv mlp:64 --label price",
        "%task 2023.csv mlp:16 --label class --missing mean --drop id --also 2024.csv",
        "%task table block --label species",
        "%task x,y block",
        "%task digits torchscript:model.pt",
        "%task digits torchscript:frozen.pt --unfreeze",
        "%task words torchscript:bert.pt --prunable encoder,embeddings.weight",
        "%task --seed 3   # the current task with another split",
        "%task   (shows the current task)");
  }

  @Override
  public List<String> candidates() {
    List<String> candidates = new ArrayList<>(SOURCES.forms());
    candidates.addAll(Models.NAMES);
    return candidates;
  }

  @Override
  public List<Record> standards(Session session) {
    List<Record> standards = new ArrayList<>();
    standards.add(new Options("", LabelKind.AUTO, 0));
    standards.add(new ImageOptions(""));
    standards.add(ModelOptions.defaults());
    standards.add(Split.defaults());
    standards.addAll(TableArguments.standards());
    standards.add(Output.defaults());
    return standards;
  }

  @Override
  public Set<String> idle(Call call) {
    return TableArguments.idle(call);
  }

  @Override
  public boolean takesCode() {
    return true;
  }

  @Override
  public Object run(Call call) {
    call.session().prepareEngine();
    if (call.body() != null) {
      return fromCode(call);
    }
    List<String> words = call.words(0, 2);
    if (words.size() == 2) {
      return made(call);
    }
    DjlTask task =
        words.isEmpty()
            ? call.session().task()
            : call.session().variable(words.get(0), DjlTask.class, "a task");
    TaskOrigin origin = call.session().origin(task);
    Map<String, String> changes = TaskOrigin.decisive(call.arguments().options());
    return changes.isEmpty() ? use(origin.shown(call), task) : made(origin.changed(call, changes));
  }

  private DjlTask made(Call call) {
    List<String> words = call.arguments().words();
    Optional<Data> given = new DataVariables(call.session()).data(words.get(0));
    given.ifPresent(data -> TaskOrigin.requireNone(call, data));
    DataSource source = given.isPresent() ? null : source(call, words.get(0));
    Call resolved = source == null ? call : call.over(source.split());
    Data data =
        given
            .map(own -> own.withName(words.get(0)))
            .orElseGet(() -> source.load(resolved.options(Split.class)));
    DjlTask task = task(resolved, data, words.get(1));
    Options options = call.options(Options.class);
    Call echoed = resolved.with(new Options(options.label(), options.kind(), task.threads()));
    call.session().madeBy(task, TaskOrigin.ofLine(echoed, given.isPresent()));
    return use(call.session().origin(task).shown(call), task);
  }

  private static DataSource source(Call call, String text) {
    Options options = call.options(Options.class);
    TableOptions tables = TableArguments.options(call, options.label(), options.kind());
    Optional<ImageSize> size = ImageSize.parse(call.options(ImageOptions.class).size());
    if (isVariables(text)) {
      if (size.isPresent()) {
        throw new UsageException("size is for images:DIR, got the variable " + text);
      }
      return new DataVariables(call.session())
          .data(text, tables, TableArguments.also(call), SOURCES.forms());
    }
    if (!TableFile.isNamed(text)) {
      FileAdvice.of(text)
          .ifPresent(
              advice -> {
                throw new UsageException(advice);
              });
      TableArguments.requireNone(call, text);
    }
    return SOURCES.withImageSize(size).named(text, tables, TableArguments.also(call));
  }

  /** Returns whether data are in Java variables rather than of a name that sources know. */
  static boolean isVariables(String text) {
    boolean known = SOURCES.all().stream().anyMatch(s -> s.name().equals(text));
    return !known && List.of(text.split(",", -1)).stream().allMatch(Session::isName);
  }

  /** Returns whether a model is one of a name rather than a Java variable. */
  static boolean isNamed(String model) {
    return model.contains(":") || Models.NAMES.contains(model) || !Session.isName(model);
  }

  private static DjlTask task(Call call, Data data, String model) {
    ModelOptions options = call.options(ModelOptions.class);
    DjlTask task =
        isNamed(model)
            ? DjlTask.of(data, model, options)
            : DjlTask.of(data, model, new DataVariables(call.session()).model(model), options);
    int threads = call.options(Options.class).threads();
    return threads == 0 ? task : task.withThreads(threads);
  }

  private static DjlTask fromCode(Call call) {
    List<String> words = call.words(0, 1);
    TaskOrigin.decisive(call.arguments().options()).keySet().stream()
        .findFirst()
        .ifPresent(
            option -> {
              throw new UsageException(
                  option + " is for %task DATA MODEL: the Java of %%task decides it itself");
            });
    Object value = call.session().evaluate(call.body());
    if (!(value instanceof DjlTask task)) {
      throw new UsageException(
          "the body of %%task must end with a DjlTask, such as DjlTask.of(data, \"name\", block), got "
              + ValueKind.of(value));
    }
    if (!words.isEmpty()) {
      call.session().name(words.get(0), DjlTask.class, task);
    }
    call.session().madeBy(task, TaskOrigin.ofCell(call));
    return use(call.session().origin(task).shown(call), task);
  }

  private static DjlTask use(TaskOrigin.Shown shown, DjlTask task) {
    Call call = shown.call();
    call.session().use(task);
    shown.echo().ifPresent(call::show);
    call.showResult(TaskReport.display(task, task.data(), task.threads(), task.notes()));
    return call.finish(DjlTask.class, task);
  }
}
