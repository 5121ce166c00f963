package org.stockpot.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stockpot.data.Data;
import org.stockpot.data.DataSource;
import org.stockpot.data.DataSources;
import org.stockpot.data.ImageSize;
import org.stockpot.data.LabelKind;
import org.stockpot.data.Split;
import org.stockpot.data.TableOptions;
import org.stockpot.data.table.TableFile;
import org.stockpot.display.Display;
import org.stockpot.djl.DjlData;
import org.stockpot.djl.DjlTask;
import org.stockpot.djl.ModelOptions;
import org.stockpot.djl.Models;
import org.stockpot.report.TaskReport;
import org.stockpot.task.Help;

/** Chooses data and model. */
final class TaskCommand implements Command {

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
    standards.addAll(TableWords.standards());
    standards.add(Output.defaults());
    return standards;
  }

  @Override
  public Set<String> idle(Call call) {
    return TableWords.idle(call);
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
    if (words.isEmpty()) {
      return show(call, call.session().task());
    } else if (words.size() == 1) {
      DjlTask named = call.session().variable(words.get(0), DjlTask.class, "a task");
      return use(call, named);
    }
    DataSource source = source(call, words.get(0));
    Call resolved = call.over(source.split());
    Data data = source.load(resolved.options(Split.class));
    return use(resolved, task(resolved, data, words.get(1)));
  }

  private static DataSource source(Call call, String text) {
    Options options = call.options(Options.class);
    TableOptions tables = TableWords.options(call, options.label(), options.kind());
    Optional<ImageSize> size = ImageSize.parse(call.options(ImageOptions.class).size());
    if (isVariables(text)) {
      if (size.isPresent()) {
        throw new UsageException("size is for images:DIR, got the variable " + text);
      }
      return new Variables(call.session())
          .data(text, tables, TableWords.also(call), SOURCES.forms());
    }
    if (!TableFile.isNamed(text)) {
      FileAdvice.of(text)
          .ifPresent(
              advice -> {
                throw new UsageException(advice);
              });
      TableWords.requireNone(call, text);
    }
    return SOURCES.withImageSize(size).named(text, tables, TableWords.also(call));
  }

  private static boolean isVariables(String text) {
    boolean known = SOURCES.all().stream().anyMatch(s -> s.name().equals(text));
    return !known && List.of(text.split(",", -1)).stream().allMatch(Session::isName);
  }

  private static DjlTask task(Call call, Data data, String model) {
    boolean named = model.contains(":") || Models.NAMES.contains(model) || !Session.isName(model);
    ModelOptions options = call.options(ModelOptions.class);
    DjlTask task =
        named
            ? DjlTask.of(data, model, options)
            : DjlTask.of(data, model, new Variables(call.session()).model(model), options);
    int threads = call.options(Options.class).threads();
    return threads == 0 ? task : task.withThreads(threads);
  }

  private static DjlTask fromCode(Call call) {
    List<String> words = call.words(0, 1);
    Object value = call.session().evaluate(call.body());
    if (!(value instanceof DjlTask task)) {
      throw new UsageException(
          "the body of %%task must end with a DjlTask, such as DjlTask.of(data, \"name\", block), got "
              + Kind.of(value));
    }
    if (!words.isEmpty()) {
      call.session().name(words.get(0), DjlTask.class, task);
    }
    return use(call, task);
  }

  private static DjlTask use(Call call, DjlTask task) {
    call.session().use(task);
    show(call, task);
    return call.finish(DjlTask.class, task);
  }

  private static DjlTask show(Call call, DjlTask task) {
    call.show(Display.text(call.line()));
    call.showResult(TaskReport.display(task, task.data(), task.notes()));
    return task;
  }
}
