package org.stockpot.magic;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stockpot.display.Figures;
import org.stockpot.display.PlotlyJs;
import org.stockpot.djl.DjlTask;
import org.stockpot.soup.FinetuneResult.Tuned;
import org.stockpot.store.Store;
import org.stockpot.task.Task;
import tech.tablesaw.plotly.components.Figure;

/** What the magics of one notebook share: tasks and named results. */
final class Session {

  private static final Set<String> KEYWORDS =
      Set.of("true", "false", "null", "var", "class", "new", "this", "for", "if", "int", "_");

  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^{}]+)\\}");

  /** The directory that is no store. */
  static final String NO_STORE = "none";

  private final Notebook notebook;
  private final Map<String, Object> results = new LinkedHashMap<>();
  private final KnownPoints known = new KnownPoints();
  private final Lineage lineage = new Lineage();
  private final Map<String, Class<?>> declared = new HashMap<>();
  private final Marks marks = new Marks();
  private final Map<Task, Map<String, Tuned>> finetuned = new WeakHashMap<>();
  private PlotlyJs plotly = new PlotlyJs(PlotlyJs.Mode.OFFLINE);
  private Live.Form progress = Live.Form.BAR;
  private DjlTask task;
  private String home = System.getenv().getOrDefault("STOCKPOT_HOME", ".stockpot");
  private Optional<Store> store = Optional.empty();
  private Duration snapshotInterval = Duration.ofSeconds(30);

  Session(Notebook notebook) {
    this.notebook = notebook;
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

  /** Sets the directory of the store, or {@code none}. */
  void storeIn(String directory) {
    store =
        directory.equals(NO_STORE) ? Optional.empty() : Optional.of(Store.open(Path.of(directory)));
    home = directory;
  }

  /** Returns where the store is or will be, as it was named, or {@code none}. */
  String home() {
    return home;
  }

  /** Returns the store, made where there is none yet; empty if the user wants none. */
  Optional<Store> store() {
    if (store.isEmpty() || !store.get().exists()) {
      storeIn(home);
    }
    return store;
  }

  /** Sets the time between two snapshots of a training. */
  void snapshotEvery(Duration interval) {
    snapshotInterval = interval;
  }

  Duration snapshotInterval() {
    return snapshotInterval;
  }

  /** Brings plotly.js into the notebook, once. */
  void beforeFigure() {
    plotly.beforeFigure().ifPresent(notebook::show);
  }

  void show(Figure figure) {
    beforeFigure();
    notebook.show(Figures.display(figure));
  }

  /** Returns whether a text can name a Java variable. */
  static boolean isName(String text) {
    return !text.isEmpty()
        && Character.isJavaIdentifierStart(text.charAt(0))
        && text.chars().allMatch(Character::isJavaIdentifierPart)
        && !KEYWORDS.contains(text);
  }

  /** Returns the current task, or fails with the line that makes one. */
  DjlTask task() {
    if (task == null) {
      throw new UsageException(
          "there is no task yet, type first: " + '%' + "task digits lenet-300-100");
    }
    return task;
  }

  Optional<DjlTask> currentTask() {
    return Optional.ofNullable(task);
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
    Class<?> last = declared.put(name, type);
    if (type.equals(last) && isAssigned(name, type, value)) {
      return Optional.empty();
    }
    String java = type.getCanonicalName();
    evaluate(java + " " + name + " = (" + java + ") " + Handover.deposit(value) + ";");
    return last == null || type.equals(last)
        ? Optional.empty()
        : Optional.of(
            String.format(
                "%s is a %s now, no longer a %s: Java variables that were made from it are reset",
                name, type.getSimpleName(), last.getSimpleName()));
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

  Map<String, Object> results() {
    return results;
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
      throw new UsageException(
          "variable " + name + " must be " + what + ", got " + value.getClass().getSimpleName());
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

  /** Replaces each {@code ${expression}} of a text by the value of the Java expression. */
  String interpolate(String text) {
    return EXPRESSION.matcher(text).replaceAll(m -> Matcher.quoteReplacement(value(m.group(1))));
  }

  private String value(String expression) {
    try {
      return String.valueOf(notebook.evaluate(expression));
    } catch (Exception e) {
      throw new UsageException("${" + expression + "} must be Java that has a value");
    }
  }

  /** Returns the names of all results, for suggestions. */
  List<String> names() {
    return List.copyOf(results.keySet());
  }
}
