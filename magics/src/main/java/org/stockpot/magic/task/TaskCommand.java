package org.stockpot.magic.task;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.stockpot.data.Data;
import org.stockpot.data.DataSource;
import org.stockpot.data.ImageSize;
import org.stockpot.data.LabelKind;
import org.stockpot.data.Split;
import org.stockpot.data.csv.TableFile;
import org.stockpot.data.table.TableOptions;
import org.stockpot.djl.DjlTask;
import org.stockpot.djl.ModelOptions;
import org.stockpot.djl.Models;
import org.stockpot.error.ErrorTask;
import org.stockpot.error.example.ErrorExamples;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.option.Option;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.Session;
import org.stockpot.report.task.TaskReport;
import org.stockpot.report.task.UnitGroupsReport;
import org.stockpot.task.Task;

/** Chooses data and model. */
public final class TaskCommand implements Command {

  private final Map<Task, TaskOrigin> origins = new WeakHashMap<>();

  @Override
  public String name() {
    return "task";
  }

  @Override
  public String summary() {
    return "chooses data and model: the current task. The body of %%task NAME is Java that ends"
        + " with a Task";
  }

  @Override
  public String words() {
    return "[DATA MODEL], or error:NAME, or --error FUNCTION";
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
        "%task --groups   # shows which units move together",
        "%task --seed 3   # the current task with another split",
        "%task --error f --box -2..2,0..1   # a Java function of two parameters",
        "%task error:bed",
        "%task   (shows the current task)");
  }

  @Override
  public List<String> candidates() {
    List<String> candidates = new ArrayList<>(TaskNames.SOURCES.forms());
    candidates.addAll(Models.NAMES);
    ErrorExamples.NAMES.forEach(name -> candidates.add(ErrorExamples.PREFIX + name));
    return candidates;
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(ResultType.of(Task.class, TaskReport::display).called("a task"));
  }

  @Override
  public List<String> otherNames() {
    return List.of("data", "dataset", "model", "load-data", "setup", "experiment");
  }

  @Override
  public List<Record> standards(Session session) {
    List<Record> standards = new ArrayList<>();
    standards.add(new TaskOptions("", LabelKind.AUTO, 0));
    standards.add(new ImageOptions(""));
    standards.add(ErrorOptions.defaults());
    standards.add(GroupsShown.defaults());
    standards.add(ModelOptions.defaults());
    standards.add(Split.defaults());
    standards.addAll(TableArguments.standards());
    standards.add(Output.defaults());
    return standards;
  }

  @Override
  public Set<String> idle(Call call) {
    Set<String> idle = new HashSet<>(TableArguments.idle(call));
    if (ErrorArguments.areOf(call)) {
      call.magic().options().all().stream().map(Option::name).forEach(idle::add);
      idle.removeAll(TaskOrigin.OF_OUTPUT);
      idle.removeAll(ErrorArguments.OPTIONS);
    } else {
      idle.addAll(ErrorArguments.OPTIONS);
    }
    return idle;
  }

  @Override
  public boolean takesCode() {
    return true;
  }

  @Override
  public Object run(Call call) {
    if (call.body() != null) {
      return fromCode(call);
    }
    List<String> words = call.words(0, 2);
    if (words.size() == 2 || ErrorArguments.areOf(call)) {
      return made(call);
    }
    Task task = words.isEmpty() ? call.session().task() : named(call.session(), words.get(0));
    TaskOrigin origin = origin(task);
    Map<String, String> changes = TaskOrigin.decisive(call.arguments().options());
    return changes.isEmpty() ? use(origin.shown(call), task) : made(origin.changed(call, changes));
  }

  private static Task named(Session session, String name) {
    return session.results().get(name) instanceof Task task
        ? task
        : session.variable(name, Task.class, "a task");
  }

  private Task made(Call call) {
    return ErrorArguments.areOf(call) ? errorTask(call) : networkTask(call);
  }

  private Task errorTask(Call call) {
    ErrorArguments.requireAlone(call, TaskOrigin.OF_OUTPUT);
    call.session().engine().prepare(call.session().notebook());
    Call resolved = call.with(ErrorArguments.resolved(call));
    ErrorTask task = ErrorArguments.task(resolved);
    origins.put(task, TaskOrigin.ofLine(resolved, false));
    return use(origin(task).shown(call), task);
  }

  private Task networkTask(Call call) {
    ErrorArguments.requireNone(call);
    call.session().engine().prepare(call.session().notebook());
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
    TaskOptions options = call.options(TaskOptions.class);
    Call echoed = resolved.with(new TaskOptions(options.label(), options.kind(), task.threads()));
    origins.put(task, TaskOrigin.ofLine(echoed, given.isPresent()));
    call.session().own(task);
    return use(origin(task).shown(call), task);
  }

  private static DataSource source(Call call, String text) {
    TaskOptions options = call.options(TaskOptions.class);
    TableOptions tables = TableArguments.options(call, options.label(), options.kind());
    Optional<ImageSize> size = ImageSize.parse(call.options(ImageOptions.class).size());
    if (TaskNames.isVariables(text)) {
      if (size.isPresent()) {
        throw new UsageException("size is for images:DIR, got the variable " + text);
      }
      return new DataVariables(call.session())
          .data(text, tables, TableArguments.also(call), TaskNames.SOURCES.forms());
    }
    if (!TableFile.isNamed(text)) {
      FileAdvice.of(text)
          .ifPresent(
              advice -> {
                throw new UsageException(advice);
              });
      TableArguments.requireNone(call, text);
    }
    return TaskNames.SOURCES.withImageSize(size).named(text, tables, TableArguments.also(call));
  }

  private static DjlTask task(Call call, Data data, String model) {
    ModelOptions options = call.options(ModelOptions.class);
    DjlTask task =
        TaskNames.isNamed(model)
            ? DjlTask.of(data, model, options)
            : DjlTask.of(data, model, new DataVariables(call.session()).model(model), options);
    int threads = call.options(TaskOptions.class).threads();
    return threads == 0 ? task : task.withThreads(threads);
  }

  private Task fromCode(Call call) {
    call.session().engine().prepare(call.session().notebook());
    List<String> words = call.words(0, 1);
    TaskOrigin.decisive(call.arguments().options()).keySet().stream()
        .findFirst()
        .ifPresent(
            option -> {
              throw new UsageException(
                  option + " is for %task DATA MODEL: the Java of %%task decides it itself");
            });
    Object value = call.session().evaluate(call.body());
    if (!(value instanceof Task task)) {
      throw new UsageException(
          "the body of %%task must end with a Task, such as DjlTask.of(data, \"name\", block), got "
              + call.session().words(value));
    }
    if (!words.isEmpty()) {
      call.session().name(words.get(0), type(task), task);
    }
    origins.put(task, TaskOrigin.ofCell(call));
    return use(origin(task).shown(call), task);
  }

  private static Task use(TaskOrigin.Shown shown, Task task) {
    Call call = shown.call();
    call.session().use(task);
    shown.echo().ifPresent(call::show);
    call.showResult(TaskReport.display(task));
    if (call.options(GroupsShown.class).groups()) {
      call.show(UnitGroupsReport.display(task));
    }
    return finish(call, type(task), task);
  }

  private static <T extends Task> Task finish(Call call, Class<T> type, Task task) {
    return call.finish(type, type.cast(task));
  }

  /** Returns the type of a variable that holds a task; that of a user's own may have no name. */
  private static Class<? extends Task> type(Task task) {
    if (task instanceof ErrorTask) {
      return ErrorTask.class;
    }
    return task instanceof DjlTask ? DjlTask.class : Task.class;
  }

  /** Remembers that a task is like another but for its model, which has a name. */
  void derived(Task made, Task from) {
    origin(from).withModel(TaskNames.model(made)).ifPresent(origin -> origins.put(made, origin));
  }

  private TaskOrigin origin(Task task) {
    return origins.getOrDefault(task, TaskOrigin.JAVA);
  }
}
