package org.stockpot.magic;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stockpot.display.Display;
import org.stockpot.display.Figures;
import org.stockpot.djl.DjlTask;
import org.stockpot.report.TaskReport;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import tech.tablesaw.plotly.components.Figure;

/**
 * One use of a magic.
 *
 * @param session what magics share
 * @param command the magic
 * @param arguments what was typed
 * @param options the options, resolved
 * @param body the cell's body, or null
 * @param uses the points it works with
 * @param variant the run that this is, if it is one of several that are shown together
 */
record Call(
    Session session,
    Command command,
    Arguments arguments,
    Map<Class<?>, Record> options,
    String body,
    Uses uses,
    Optional<VariantRun> variant) {

  <R extends Record> R options(Class<R> type) {
    return type.cast(options.get(type));
  }

  /** Returns this call with what was typed over another default than the magic's own. */
  Call over(Record standard) {
    Map<Class<?>, Record> resolved = new LinkedHashMap<>(options);
    OptionSet set = new OptionSet(List.of(standard), command.readers(session));
    resolved.putAll(set.read(arguments.options()));
    return new Call(session, command, arguments, resolved, body, uses, variant);
  }

  /** Returns this call with other options of one kind. */
  Call with(Record resolved) {
    Map<Class<?>, Record> others = new LinkedHashMap<>(options);
    others.put(resolved.getClass(), resolved);
    return new Call(session, command, arguments, others, body, uses, variant);
  }

  /** Returns this call as if it had been typed otherwise, with its output as it is. */
  Call reading(Arguments others) {
    OptionSet set = new OptionSet(command.standards(session), command.readers(session));
    Map<Class<?>, Record> read = set.read(command.plain(others.options()));
    return new Call(session, command, others, read, body, uses, variant).with(output());
  }

  /** Returns this call with other words typed, and its options as they are. */
  Call with(Arguments others) {
    return new Call(session, command, others, options, body, uses, variant);
  }

  /** Returns the options as they are typed, without some that mean nothing. */
  String options(Set<String> idle) {
    Set<String> without = new HashSet<>(idle);
    without.addAll(command.idle(this));
    Map<String, String> written = OptionSet.written(options.values(), arguments.options(), without);
    return String.join(" ", inOrder(written, command.ordered(this)));
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
  Call withWords(String... words) {
    return with(new Arguments(List.of(words), arguments.options(), false));
  }

  /** Returns points by name; those that are resolved are used by this call. */
  Points points() {
    return new Points(session, uses);
  }

  Output output() {
    return options(Output.class);
  }

  /** Returns the words, or fails if there are too few or too many. */
  List<String> words(int least, int most) {
    List<String> words = arguments.words();
    if (words.size() < least || words.size() > most) {
      throw new UsageException(
          "%"
              + command.name()
              + " takes "
              + (command.words().isEmpty() ? "options only" : command.words())
              + ", got "
              + (words.isEmpty() ? "nothing" : String.join(" ", words))
              + " (see %"
              + command.name()
              + " --help)");
    }
    return words;
  }

  /** Returns the line that reproduces this call: all options that mean something, resolved. */
  String line() {
    String words =
        arguments.words().stream().map(w -> " " + Arguments.quote(w)).collect(Collectors.joining());
    String written = options(Set.of());
    return "%" + command.name() + words + (written.isEmpty() ? "" : " " + written);
  }

  /** Returns the line that reproduces this call, with where it runs. */
  String placed(DjlTask task) {
    return line() + "   # " + TaskReport.title(task, task.data()) + " · " + task.engine();
  }

  /** Returns the line that reproduces this call; whether it shows something decides nothing. */
  String deciding() {
    return line().replaceAll(" --(fresh|quiet)(?= |$)", "");
  }

  /**
   * Shows the line that reproduces this call, with where it runs, and the Java it stands for; then
   * what is to be said of the points that it uses.
   */
  void echo(DjlTask task, String java) {
    check(task);
    variant.ifPresent(run -> run.echoed(java, uses));
    show(Echo.of(placed(task), java));
    uses.notes().forEach(note -> show(Display.text(note)));
  }

  /**
   * Requires that no point was trained on test rows, unless the user says that it may; notes which
   * points are no longer what others were made from.
   */
  private void check(DjlTask task) {
    LeakCheck check = new LeakCheck(task.rows(), uses.rows(session.known()));
    boolean allowed = options.get(LeakOption.class) instanceof LeakOption leak && leak.allowLeak();
    Optional<String> refusal = check.refusal();
    if (refusal.isPresent() && !allowed) {
      throw new UsageException(refusal.get());
    }
    check.mark().ifPresent(uses::mark);
    check.warning().ifPresent(uses::note);
    session.lineage().notes(uses.points()).forEach(uses::note);
  }

  /** Returns a name for a Java variable on the way that no result has. */
  String variable(String name) {
    String free = name;
    while (output().as().equals(free) || session.results().containsKey(free)) {
      free += "1";
    }
    return free;
  }

  /** Returns a Java expression, declared under the name that this call gives its result. */
  String assigned(String type, String expression) {
    String name = output().as();
    return name.isEmpty() ? expression : type + " " + name + " = " + expression + ";";
  }

  /** Returns an option's value as a Java expression. */
  String java(Object value) {
    return JavaSource.of(value, arguments.options());
  }

  void show(Display display) {
    if (!output().quiet()) {
      session.notebook().show(display);
    }
  }

  /** Shows the result itself. */
  void showResult(Display display) {
    show(uses.mark().map(mark -> Marks.marked(display, mark)).orElse(display));
  }

  /** Returns whether charts are asked for as Plotly's JSON. */
  boolean asFigure() {
    return options.get(ChartOption.class) instanceof ChartOption charts && charts.figure();
  }

  void show(Figure figure) {
    if (!output().quiet() && asFigure()) {
      show(Figures.json(figure));
    } else if (!output().quiet()) {
      session.show(figure);
      uses.mark().map(Display::text).ifPresent(this::show);
    }
  }

  /** Runs long work under a live line that ends with a record of what came out. */
  <T> T live(String title, Function<Progress, T> work, Function<T, Outcome> outcome) {
    if (variant.isPresent()) {
      T result = work.apply(variant.get().progress());
      variant.get().ended(outcome.apply(result));
      return result;
    }
    return output().quiet() ? work.apply(Progress.NONE) : Live.run(session, title, work, outcome);
  }

  /** Requires that no name is asked for, as there is no result to have it. */
  void requireNoName(String why) {
    if (!output().as().isEmpty()) {
      throw new UsageException(
          "as must name a result, and %" + command.name() + " has none here: " + why);
    }
  }

  /** Remembers what the result says of its points, names it if asked to, and returns it. */
  <T> T finish(Class<T> type, T result) {
    session.known().learn(result, uses);
    uses.mark().ifPresent(mark -> session.marks().put(result, mark));
    session.lineage().learn(result, uses);
    session.derivations().put(result, this);
    if (!output().as().isEmpty()) {
      name(output().as(), type, result);
    }
    return result;
  }

  /** Returns what decided the result, by option, with the task and the words. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    session.currentTask().ifPresent(task -> settings.put("task", task.name()));
    settings.put("words", String.join(" ", arguments.words()));
    settings.putAll(OptionSet.texts(options.values(), arguments.options(), command.idle(this)));
    settings.keySet().removeAll(Sweep.OF_ALL);
    return settings;
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
