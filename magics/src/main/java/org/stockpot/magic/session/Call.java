package org.stockpot.magic.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stockpot.display.Display;
import org.stockpot.display.Figures;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.option.Arguments;
import org.stockpot.magic.option.JavaSource;
import org.stockpot.magic.option.OptionSet;
import org.stockpot.report.task.TaskReport;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Task;
import org.stockpot.task.TaskRows;
import tech.tablesaw.plotly.components.Figure;

/**
 * One use of a magic.
 *
 * @param session what magics share
 * @param magic what is to be known of the magic
 * @param arguments what was typed
 * @param options the options, resolved
 * @param body the cell's body, or null
 * @param uses the points it works with
 * @param variant the run that this is, if it is one of several that are shown together
 */
public record Call(
    Session session,
    Magic magic,
    Arguments arguments,
    Map<Class<?>, Record> options,
    String body,
    UsedPoints uses,
    Optional<VariantRun> variant) {

  /** Options that are of a call as a whole, not of each of its variants. */
  static final Set<String> OF_ALL_VARIANTS = Set.of("as", "quiet", "figure", "fresh", "plan");

  /**
   * What a call knows of its magic.
   *
   * @param name the name, without percent signs
   * @param words the words it takes, as in {@code DATA MODEL}
   * @param standards one record of defaults for each kind of option
   * @param readers how to read option types that have no text form of their own
   * @param plain the options that are read into records, of those typed
   * @param idle the options that mean nothing to a call, beside others
   * @param ordered the options whose order decides something, as they were typed
   */
  public record Magic(
      String name,
      String words,
      List<Record> standards,
      Map<Class<?>, Function<String, Object>> readers,
      UnaryOperator<Map<String, String>> plain,
      Function<Call, Set<String>> idle,
      Function<Call, List<String>> ordered) {

    /** Returns the magic's options. */
    public OptionSet options() {
      return new OptionSet(standards, readers);
    }

    /** Returns the options of a line, read into records. */
    public Map<Class<?>, Record> read(Arguments arguments) {
      return options().read(plain.apply(arguments.options()));
    }

    /** Returns the same magic with other options that mean nothing. */
    Magic withIdle(Set<String> options) {
      return new Magic(name, words, standards, readers, plain, call -> options, call -> List.of());
    }
  }

  public <R extends Record> R options(Class<R> type) {
    return type.cast(options.get(type));
  }

  /** Returns the recipe of a training whose learning curve is shown. */
  public Recipe recipe() {
    return options(SharedOptions.LearningCurve.class).of(options(Recipe.class));
  }

  /** Returns this call with what was typed over another default than the magic's own. */
  public Call over(Record standard) {
    Map<Class<?>, Record> resolved = new LinkedHashMap<>(options);
    OptionSet set = new OptionSet(List.of(standard), magic.readers());
    resolved.putAll(set.read(magic.plain().apply(arguments.options())));
    return new Call(session, magic, arguments, resolved, body, uses, variant);
  }

  /** Returns this call with other options of one kind. */
  public Call with(Record resolved) {
    Map<Class<?>, Record> others = new LinkedHashMap<>(options);
    others.put(resolved.getClass(), resolved);
    return new Call(session, magic, arguments, others, body, uses, variant);
  }

  /** Returns this call as if it had been typed otherwise, with its output as it is. */
  public Call reading(Arguments others) {
    return new Call(session, magic, others, magic.read(others), body, uses, variant).with(output());
  }

  /** Returns this call with other words typed, and its options as they are. */
  public Call with(Arguments others) {
    return new Call(session, magic, others, options, body, uses, variant);
  }

  /** Returns the options as they are typed, without some that mean nothing. */
  public String options(Set<String> idle) {
    Set<String> without = new HashSet<>(idle);
    without.addAll(magic.idle().apply(this));
    Map<String, String> written = OptionSet.written(options.values(), arguments.options(), without);
    return String.join(" ", inOrder(written, magic.ordered().apply(this)));
  }

  /** Returns what is written, with some options among them in an order of their own. */
  private static List<String> inOrder(Map<String, String> written, List<String> ordered) {
    Deque<String> next = new ArrayDeque<>(ordered);
    next.retainAll(written.keySet());
    Set<String> moved = Set.copyOf(next);
    return written.keySet().stream()
        .map(name -> written.get(moved.contains(name) ? next.remove() : name))
        .toList();
  }

  /** Returns this call with other words. */
  public Call withWords(String... words) {
    return with(new Arguments(List.of(words), arguments.options(), false));
  }

  /** Returns points by name; those that are resolved are used by this call. */
  public Points points() {
    return new Points(session, uses);
  }

  public Output output() {
    return options(Output.class);
  }

  /** Returns the words, or fails if there are too few or too many. */
  public List<String> words(int least, int most) {
    List<String> words = arguments.words();
    if (words.size() < least || words.size() > most) {
      throw new UsageException(
          "%"
              + magic.name()
              + " takes "
              + (magic.words().isEmpty() ? "options only" : magic.words())
              + ", got "
              + (words.isEmpty() ? "nothing" : String.join(" ", words))
              + " (see %"
              + magic.name()
              + " --help)");
    }
    return words;
  }

  /** Returns the line that reproduces this call: all options that mean something, resolved. */
  public String line() {
    String words =
        arguments.words().stream().map(w -> " " + Arguments.quote(w)).collect(Collectors.joining());
    String written = options(Set.of());
    return "%" + magic.name() + words + (written.isEmpty() ? "" : " " + written);
  }

  /** Returns the line that reproduces this call, with where it runs. */
  public String placed(Task task) {
    return line() + "   # " + TaskReport.title(task) + " · " + task.engine();
  }

  /** Returns the line that reproduces this call; whether it shows something decides nothing. */
  public String deciding() {
    return line().replaceAll(" --(fresh|quiet)(?= |$)", "");
  }

  /**
   * Shows the line that reproduces this call, with where it runs, and the Java it stands for; then
   * what is to be said of the points that it uses.
   */
  public void echo(Task task, String java) {
    requireNoLeak(task);
    variant.ifPresent(run -> run.echoed(java, uses));
    show(Echo.of(placed(task), java));
    uses.notes().forEach(note -> show(Display.text(note)));
  }

  /**
   * Requires that no point was trained on test rows, unless the user says that it may; notes which
   * points are no longer what others were made from.
   */
  public void requireNoLeak(Task task) {
    LeakCheck check = new LeakCheck(task.rows(), session.known().rows(uses));
    boolean allowed =
        options.get(SharedOptions.Leak.class) instanceof SharedOptions.Leak leak
            && leak.allowLeak();
    Optional<String> refusal = check.refusal();
    if (refusal.isPresent() && !allowed) {
      throw new UsageException(refusal.get());
    }
    check.mark().ifPresent(uses::mark);
    check.warning().ifPresent(uses::note);
    session.lineage().notes(uses.points()).forEach(uses::note);
  }

  /** Returns a name for a Java variable on the way that no result has. */
  public String variable(String name) {
    String free = name;
    while (output().as().equals(free) || session.results().containsKey(free)) {
      free += "1";
    }
    return free;
  }

  /** Returns a Java expression, declared under the name that this call gives its result. */
  public String assigned(String type, String expression) {
    String name = output().as();
    return name.isEmpty() ? expression : type + " " + name + " = " + expression + ";";
  }

  /** Returns an option's value as a Java expression. */
  public String java(Object value) {
    return JavaSource.of(value, arguments.options());
  }

  public void show(Display display) {
    if (!output().quiet()) {
      session.notebook().show(display);
    }
  }

  /** Shows the result itself. */
  public void showResult(Display display) {
    show(uses.mark().map(mark -> Footnotes.marked(display, mark)).orElse(display));
  }

  /** Returns whether charts are asked for as Plotly's JSON. */
  public boolean asFigure() {
    return options.get(SharedOptions.Chart.class) instanceof SharedOptions.Chart charts
        && charts.figure();
  }

  public void show(Figure figure) {
    if (!output().quiet() && asFigure()) {
      show(Figures.json(figure));
    } else if (!output().quiet()) {
      session.figures().show(figure);
      uses.mark().map(Display::text).ifPresent(this::show);
    }
  }

  /** Runs long work under a live line that ends with a record of what came out. */
  public <T> T live(String title, Function<Progress, T> work, Function<T, Outcome> outcome) {
    if (variant.isPresent()) {
      T result = work.apply(variant.get().progress());
      variant.get().ended(outcome.apply(result));
      return result;
    }
    return output().quiet()
        ? work.apply(Progress.NONE)
        : LiveProgress.run(session, title, work, outcome);
  }

  /** Requires that no name is asked for, as there is no result to have it. */
  public void requireNoName(String why) {
    if (!output().as().isEmpty()) {
      throw new UsageException(
          "as must name a result, and %" + magic.name() + " has none here: " + why);
    }
  }

  /** Remembers what the result says of its points, names it if asked to, and returns it. */
  public <T> T finish(Class<T> type, T result) {
    session.known().learn(result, uses);
    uses.mark().ifPresent(mark -> session.footnotes().put(result, mark));
    session.lineage().learn(result, uses);
    session.derivations().put(result, derivation(result));
    if (!output().as().isEmpty()) {
      name(output().as(), type, result);
    }
    return result;
  }

  /** Returns what decided the result, by option, with the task and the words. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    session.currentTask().ifPresent(task -> settings.put("task", task.name()));
    settings.put("words", String.join(" ", arguments.words()));
    settings.putAll(
        OptionSet.texts(options.values(), arguments.options(), magic.idle().apply(this)));
    settings.keySet().removeAll(OF_ALL_VARIANTS);
    return settings;
  }

  private Derivation derivation(Object result) {
    Derivations known = session.derivations();
    Optional<Task> task = result instanceof Task made ? Optional.of(made) : session.currentTask();
    Optional<Derivation.Setting> setting =
        task.map(
            on ->
                Derivation.Setting.of(
                    on, on == result ? deciding() : known.of(on).map(Derivation::line).orElse("")));
    TaskRows rows = session.currentTask().map(Task::rows).orElse(TaskRows.UNKNOWN);
    List<Object> given = sources().stream().map(session.results()::get).toList();
    return new Derivation(deciding(), settings(), rows, setting, given);
  }

  /** Returns the names of the results that the words, options and points of this call name. */
  Set<String> sources() {
    Stream<String> values =
        arguments.options().entrySet().stream()
            .filter(option -> !option.getKey().equals("as"))
            .map(Map.Entry::getValue);
    Stream<String> named =
        Stream.concat(arguments.words().stream(), uses.points().keySet().stream());
    return Stream.concat(named, values)
        .flatMap(word -> Stream.of(word.split("[,|:]")))
        .map(PointNames::head)
        .filter(session.results()::containsKey)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private <T> void name(String name, Class<T> type, T result) {
    Object before = session.results().get(name);
    session.name(name, type, result).map(Display::text).ifPresent(this::show);
    session
        .lineage()
        .stale(name, before, result, session.names())
        .map(Display::text)
        .ifPresent(this::show);
    session.lineage().name(name, uses);
  }
}
