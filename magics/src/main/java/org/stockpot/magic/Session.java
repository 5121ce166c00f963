package org.stockpot.magic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import javax.lang.model.SourceVersion;
import org.stockpot.display.Display;
import org.stockpot.display.Figures;
import org.stockpot.display.PlotlyJs;
import org.stockpot.djl.DjlTask;
import org.stockpot.djl.engine.Natives;
import org.stockpot.soup.FinetuneResult.Tuned;
import org.stockpot.store.StoredTask;
import org.stockpot.study.Comparison;
import org.stockpot.task.FurtherTest;
import org.stockpot.task.Suggestions;
import org.stockpot.task.Task;
import org.stockpot.task.TestSet;
import tech.tablesaw.plotly.components.Figure;

/** What the magics of one notebook share: tasks and named results. */
final class Session {

  private final Notebook notebook;
  private final SessionStore keeping;
  private final Map<String, Object> results = new LinkedHashMap<>();
  private final KnownPoints known = new KnownPoints();
  private final Lineage lineage = new Lineage();
  private final Map<String, Class<?>> declared = new HashMap<>();
  private final Marks marks = new Marks();
  private final Derivations derivations = new Derivations();
  private final Map<Task, Map<String, Tuned>> finetuned = new WeakHashMap<>();
  private final Map<DjlTask, TaskOrigin> origins = new WeakHashMap<>();
  private PlotlyJs plotly = new PlotlyJs(PlotlyJs.Mode.OFFLINE);
  private boolean png;
  private Live.Form progress;
  private DjlTask task;
  private Duration snapshotInterval = Duration.ofSeconds(30);

  Session(Notebook notebook) {
    this.notebook = notebook;
    progress = notebook.isTerminal() ? Live.Form.TERMINAL : Live.Form.BAR;
    keeping = new SessionStore(notebook);
  }

  Notebook notebook() {
    return notebook;
  }

  /** Sets where pages get plotly.js from. */
  void charts(PlotlyJs.Mode mode) {
    plotly = new PlotlyJs(mode);
  }

  /** Sets how running work is shown. */
  void progressAs(Live.Form form) {
    progress = form;
  }

  Live.Form progress() {
    return progress;
  }

  /** Returns where trainings and scores are kept. */
  SessionStore keeping() {
    return keeping;
  }

  /** Sets the time between two snapshots of a training. */
  void snapshotEvery(Duration interval) {
    snapshotInterval = interval;
  }

  Duration snapshotInterval() {
    return snapshotInterval;
  }

  /** Brings plotly.js into the running cell, and takes it out of the one that had it. */
  void beforeFigure() {
    plotly
        .beforeFigure(notebook.execution())
        .ifPresent(
            move -> {
              move.before().ifPresent(id -> notebook.update(id, move.nothing()));
              notebook.show(move.id(), move.display());
            });
  }

  void show(Figure figure) {
    beforeFigure();
    notebook.show(pictured(Figures.display(figure)));
  }

  /** Sets whether charts have a PNG beside their SVG. */
  void png(boolean wanted) {
    png = wanted;
  }

  /** Returns the display of a figure with the pictures that are wanted. */
  Display pictured(Display figure) {
    return png && figure.data().containsKey(Figures.SVG) ? Figures.withPng(figure) : figure;
  }

  /** Returns whether a text can name a Java variable. */
  static boolean isName(String text) {
    return SourceVersion.isIdentifier(text) && !SourceVersion.isKeyword(text);
  }

  /** Says what the first use of the engine does, or that it cannot be used. */
  void prepareEngine() {
    Optional<Natives> natives = Natives.find();
    natives
        .flatMap(Natives::fault)
        .ifPresent(
            fault -> {
              throw new UsageException(fault);
            });
    natives.flatMap(Natives::notice).map(Display::text).ifPresent(notebook::show);
  }

  /** Returns the current task, or fails with the line that makes one. */
  DjlTask task() {
    if (task == null) {
      throw new UsageException(
          "there is no task yet, type first: " + '%' + "task digits lenet-300-100");
    }
    return task;
  }

  /** Returns the current task as the store keeps it, or as it is without a store. */
  Task keptTask() {
    DjlTask current = task();
    return keeping
        .store()
        .<Task>map(store -> new StoredTask(store, current, snapshotInterval, false))
        .orElse(current);
  }

  Optional<DjlTask> currentTask() {
    return Optional.ofNullable(task);
  }

  /** Remembers what made a task. */
  void madeBy(DjlTask made, TaskOrigin origin) {
    origins.put(made, origin);
  }

  /** Returns what made a task. */
  TaskOrigin origin(DjlTask made) {
    return origins.getOrDefault(made, TaskOrigin.JAVA);
  }

  /** Makes a task current. The one before stays usable through its variable or name. */
  void use(DjlTask next) {
    if (task != null && task != next && !results.containsValue(task)) {
      task.close();
    }
    task = next;
  }

  /**
   * Names a result, and declares a Java variable of that name and type. A variable that was
   * declared so before is assigned: a second declaration would reset what other cells made from it.
   *
   * @return what to say if other cells' variables were reset
   */
  Optional<String> name(String name, Class<?> type, Object value) {
    Object before = results.put(name, value);
    if (before instanceof Task old && before != value && before != task) {
      old.close();
    }
    if (!notebook.declaresVariables()) {
      return Optional.empty();
    }
    Class<?> last = declared.put(name, type);
    if (type.equals(last) && isAssigned(name, type, value)) {
      return Optional.empty();
    }
    String java = type.getCanonicalName();
    Optional<String> old = type.equals(last) ? Optional.empty() : type(name);
    evaluate(java + " " + name + " = (" + java + ") " + Handover.deposit(value) + ";");
    return old.map(
        other ->
            String.format(
                "%s is a %s now, no longer a %s: Java variables that were made from it are reset",
                name, type.getSimpleName(), other));
  }

  /**
   * Lets names mean what their Java variables hold now: code may have assigned them another result,
   * or something that is none.
   */
  void followVariables() {
    List<String> names = names();
    if (names.isEmpty() || follow(names)) {
      return;
    }
    names.forEach(name -> follow(List.of(name)));
  }

  /** Follows some variables; false if one of them cannot be read, which leaves all as they are. */
  private boolean follow(List<String> names) {
    long key = Handover.key();
    try {
      notebook.evaluate(Handover.request(key, names));
    } catch (Exception e) {
      return false;
    }
    List<?> values = (List<?>) Handover.take(key);
    for (int i = 0; i < names.size(); i++) {
      follow(names.get(i), values.get(i));
    }
    return true;
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

  /** Returns the type of the value of a Java variable; empty if there is none. */
  private Optional<String> type(String name) {
    return Optional.ofNullable(find(name)).map(value -> value.getClass().getSimpleName());
  }

  /**
   * Requires that a result can have a name: what a user calls so in Java must not be lost, and a
   * class would hide behind a variable of its name.
   */
  void requireFree(String name) {
    if (results.containsKey(name)) {
      return;
    }
    Object value = find(name);
    if (value != null && !isOurs(value)) {
      throw new UsageException(
          "as must be a new name or that of a result, got "
              + name
              + ", a Java variable that holds "
              + Kind.of(value));
    }
    if (value == null && isClass(name)) {
      throw new UsageException("as must be the name of a variable, got " + name + ", a class");
    }
  }

  private boolean isClass(String name) {
    try {
      return notebook.evaluate(name + ".class") instanceof Class<?>;
    } catch (Exception e) {
      return false;
    }
  }

  /** Assigns a value to a variable; returns whether there is one of exactly that type. */
  private boolean isAssigned(String name, Class<?> type, Object value) {
    try {
      notebook.evaluate(name + " = " + Handover.deposit(value, name, type) + ";");
      return true;
    } catch (Exception e) {
      return false;
    }
  }

  /** Returns the further test sets of the current task. */
  List<TestSet> furtherTests() {
    return currentTask().stream()
        .flatMap(current -> current.furtherTests().stream())
        .map(name -> (TestSet) new FurtherTest(name))
        .toList();
  }

  /** Returns the networks that were fine-tuned on a task, by the digests of their jobs. */
  Map<String, Tuned> finetuned(Task owner) {
    return finetuned.computeIfAbsent(owner, t -> new HashMap<>());
  }

  /** Returns what is known of points that do not say it themselves. */
  KnownPoints known() {
    return known;
  }

  /** Returns what points and results were made from. */
  Lineage lineage() {
    return lineage;
  }

  /** Returns what is to be said under results. */
  Marks marks() {
    return marks;
  }

  /** Returns what results were derived with. */
  Derivations derivations() {
    return derivations;
  }

  Map<String, Object> results() {
    return results;
  }

  /** Returns what a name means: a result, or else the value of a Java variable; null if neither. */
  Object value(String name) {
    Object result = results.get(name);
    if (result != null) {
      return result;
    }
    Object variant = variant(name);
    return variant == null ? find(name) : variant;
  }

  /** Returns the names of the variants of all comparisons. */
  List<String> variants() {
    List<String> names = new ArrayList<>();
    results.forEach(
        (name, value) -> {
          if (value instanceof Comparison comparison) {
            comparison.variants().forEach(variant -> names.add(name + "." + variant.name()));
          }
        });
    return names;
  }

  /** Returns one result of a comparison, named {@code COMPARISON.VARIANT}, or null. */
  private Object variant(String name) {
    int dot = name.indexOf('.');
    if (dot < 0 || !(value(name.substring(0, dot)) instanceof Comparison comparison)) {
      return null;
    }
    return comparison.variants().stream()
        .filter(v -> v.name().equals(name.substring(dot + 1)) && v.results().size() == 1)
        .map(v -> v.results().get(0))
        .findFirst()
        .orElse(null);
  }

  /** Returns what a name means, or fails with what could be named. */
  Object value(String name, String advice) {
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
  Object find(String name) {
    try {
      return isName(name) ? notebook.evaluate(name) : null;
    } catch (Exception e) {
      return null;
    }
  }

  /** Returns the value of a Java variable. */
  Object variable(String name) {
    Object value = find(name);
    if (value == null) {
      throw new UsageException("no Java variable named " + name);
    }
    return value;
  }

  /** Returns the value of a Java variable of a type. */
  <T> T variable(String name, Class<T> type, String what) {
    Object value = variable(name);
    if (!type.isInstance(value)) {
      throw new UsageException("variable " + name + " must be " + what + ", got " + Kind.of(value));
    }
    return type.cast(value);
  }

  Object evaluate(String code) {
    try {
      return notebook.evaluate(code);
    } catch (Exception e) {
      throw new UsageException("the cell's Java failed: " + e.getMessage());
    }
  }

  /** Returns the names of all results, for suggestions. */
  List<String> names() {
    return List.copyOf(results.keySet());
  }
}
