package org.stockpot.magic.session;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.display.Display;
import org.stockpot.display.Displays;
import org.stockpot.magic.Notebook;
import org.stockpot.magic.UsageException;
import org.stockpot.study.Comparison;
import org.stockpot.task.FurtherTest;
import org.stockpot.task.Task;
import org.stockpot.task.TestSet;
import org.stockpot.task.option.Suggestions;

/** What the magics of one notebook share: tasks and named results. */
public final class Session {

  private final Notebook notebook;
  private final TaskEngine engine;
  private final ResultTypes types;
  private final JavaScope java;
  private final SessionStore storage;
  private final FigureOutput figures;
  private final Map<String, Object> results = new LinkedHashMap<>();
  private final CurrentTask task = new CurrentTask(results.values());
  private final KnownPoints known;
  private final Lineage lineage;
  private final Footnotes footnotes = new Footnotes();
  private final Derivations derivations = new Derivations();
  private ProgressForm progress;
  private Duration snapshotInterval = Duration.ofSeconds(30);

  /**
   * Begins a session.
   *
   * @param notebook where magics are typed
   * @param engine runs the models of {@code %task}
   * @param types the results that magics make
   */
  public Session(Notebook notebook, TaskEngine engine, ResultTypes types) {
    this.notebook = notebook;
    this.engine = engine;
    this.types = types;
    java = new JavaScope(notebook);
    progress = notebook.isTerminal() ? ProgressForm.TERMINAL : ProgressForm.BAR;
    storage = new SessionStore(notebook);
    figures = new FigureOutput(notebook);
    known = new KnownPoints(types);
    lineage = new Lineage(types);
  }

  /** Returns the engine that runs the models of {@code %task}. */
  public TaskEngine engine() {
    return engine;
  }

  /** Returns the types of results that magics make. */
  ResultTypes types() {
    return types;
  }

  /** Returns how results are shown, and what else is shown. */
  public Displays displays() {
    return types.displays();
  }

  /** Returns how a value is shown when a cell ends with it; empty to leave it to the kernel. */
  public Optional<Display> rendered(Object value) {
    return displays()
        .display(value)
        .map(figures::pictured)
        .map(display -> footnotes.marked(value, display));
  }

  /** Returns how a result is shown, with what is to be said under it; empty if it is none. */
  public Optional<Display> display(Object value) {
    return displays().display(value).map(display -> footnotes.marked(value, display));
  }

  /** Returns what messages call a value, such as {@code a pruning run}. */
  public String words(Object value) {
    return types.words(value);
  }

  public Notebook notebook() {
    return notebook;
  }

  /** Sets how running work is shown. */
  public void progressAs(ProgressForm form) {
    progress = form;
  }

  public ProgressForm progress() {
    return progress;
  }

  /** Returns where trainings and scores are kept. */
  public SessionStore storage() {
    return storage;
  }

  /** Sets the time between two snapshots of a training. */
  public void snapshotEvery(Duration interval) {
    snapshotInterval = interval;
  }

  public Duration snapshotInterval() {
    return snapshotInterval;
  }

  /** Returns how charts are shown. */
  public FigureOutput figures() {
    return figures;
  }

  /** Returns the current task, or fails with the line that makes one. */
  public Task task() {
    return currentTask()
        .orElseThrow(
            () ->
                new UsageException(
                    "there is no task yet, type first: " + '%' + "task digits lenet-300-100"));
  }

  /** Returns the current task as the store keeps it, or as it is without a store. */
  public Task keptTask() {
    return storage.kept(task(), snapshotInterval);
  }

  /** Returns the current task, or empty if there is none yet. */
  public Optional<Task> currentTask() {
    return task.get();
  }

  /** Makes a task current. The one before stays usable if it has a name or is the user's own. */
  public void use(Task next) {
    task.use(next);
  }

  /** Is told of a task that a magic made: it ends when it is neither current nor named any more. */
  public void own(Task made) {
    task.own(made);
  }

  /**
   * Names a result, and declares a Java variable of that name and type. A variable that was
   * declared so before is assigned: a second declaration would reset what other cells made from it.
   *
   * @return what to say if other cells' variables were reset
   */
  public Optional<String> name(String name, Class<?> type, Object value) {
    task.release(results.put(name, value));
    if (!notebook.declaresVariables()) {
      return Optional.empty();
    }
    return declare(name, type, value)
        .map(
            other ->
                String.format(
                    "%s is a %s now, no longer a %s: Java variables that were made from it are"
                        + " reset",
                    name, type.getSimpleName(), other));
  }

  private Optional<String> declare(String name, Class<?> type, Object value) {
    try {
      return java.declare(name, type, value);
    } catch (Exception e) {
      throw failed(e);
    }
  }

  /**
   * Lets names mean what their Java variables hold now: code may have assigned them another result,
   * or something that is none.
   */
  public void followVariables() {
    List<String> names = names();
    if (names.isEmpty() || follow(names)) {
      return;
    }
    names.forEach(name -> follow(List.of(name)));
  }

  /** Follows some variables; false if one of them cannot be read, which leaves all as they are. */
  private boolean follow(List<String> names) {
    Optional<List<?>> values = java.values(names);
    for (int i = 0; i < names.size() && values.isPresent(); i++) {
      follow(names.get(i), values.get().get(i));
    }
    return values.isPresent();
  }

  private void follow(String name, Object value) {
    if (isOurs(value) || (value != null && value == results.get(name))) {
      results.put(name, value);
    } else {
      results.remove(name);
    }
  }

  private static boolean isOurs(Object value) {
    return value != null && value.getClass().getName().startsWith("org.stockpot.");
  }

  /**
   * Requires that a result can have a name: what a user calls so in Java must not be lost, and a
   * class would hide behind a variable of its name.
   */
  public void requireFree(String name) {
    if (results.containsKey(name)) {
      return;
    }
    Object value = find(name);
    if (value != null && !isOurs(value)) {
      throw new UsageException(
          "as must be a new name or that of a result, got "
              + name
              + ", a Java variable that holds "
              + words(value));
    }
    if (value == null && java.isClass(name)) {
      throw new UsageException("as must be the name of a variable, got " + name + ", a class");
    }
  }

  /** Returns the further test sets of the current task. */
  public List<TestSet> furtherTests() {
    return currentTask().stream()
        .flatMap(current -> current.furtherTests().stream())
        .map(name -> (TestSet) new FurtherTest(name))
        .toList();
  }

  /** Returns what is known of points that do not say it themselves. */
  public KnownPoints known() {
    return known;
  }

  /** Returns what points and results were made from. */
  public Lineage lineage() {
    return lineage;
  }

  /** Returns what is to be said under results. */
  Footnotes footnotes() {
    return footnotes;
  }

  /** Returns what results were derived with. */
  public Derivations derivations() {
    return derivations;
  }

  public Map<String, Object> results() {
    return results;
  }

  /** Returns what a name means: a result, or else the value of a Java variable; null if neither. */
  public Object value(String name) {
    Object result = results.get(name);
    if (result != null) {
      return result;
    }
    Object variant = variant(name);
    return variant == null ? find(name) : variant;
  }

  /** Returns the names of the variants of all comparisons. */
  public List<String> variants() {
    return VariantNames.of(results);
  }

  /** Returns one result of a comparison, named {@code COMPARISON.VARIANT}, or null. */
  private Object variant(String name) {
    int dot = name.indexOf('.');
    return dot >= 0 && value(name.substring(0, dot)) instanceof Comparison comparison
        ? VariantNames.find(comparison, name.substring(dot + 1)).orElse(null)
        : null;
  }

  /** Returns what a name means, or fails with what could be named. */
  public Object value(String name, String advice) {
    Object value = value(name);
    if (value == null) {
      throw new UsageException(
          "no result or variable named "
              + name
              + Suggestions.didYouMean(name, names())
              + "; "
              + advice);
    }
    return value;
  }

  /** Returns the value of a Java variable, or null if there is none. */
  public Object find(String name) {
    return java.find(name);
  }

  /** Returns the value of a Java variable. */
  public Object variable(String name) {
    Object value = find(name);
    if (value == null) {
      throw new UsageException("no Java variable named " + name);
    }
    return value;
  }

  /** Returns the value of a Java variable of a type. */
  public <T> T variable(String name, Class<T> type, String what) {
    Object value = variable(name);
    if (!type.isInstance(value)) {
      throw new UsageException("variable " + name + " must be " + what + ", got " + words(value));
    }
    return type.cast(value);
  }

  /** Evaluates Java in the user's scope. */
  public Object evaluate(String code) {
    try {
      return notebook.evaluate(code);
    } catch (Exception e) {
      throw failed(e);
    }
  }

  private static UsageException failed(Exception e) {
    return new UsageException("the cell's Java failed: " + e.getMessage());
  }

  /** Returns the names of all results, for suggestions. */
  public List<String> names() {
    return List.copyOf(results.keySet());
  }
}
