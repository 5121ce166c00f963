package org.stockpot.magic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.stockpot.display.Display;
import org.stockpot.djl.DjlTask;
import org.stockpot.djl.Engines;
import org.stockpot.report.ComparisonReport;
import org.stockpot.report.TaskReport;
import org.stockpot.store.StoredTask;
import org.stockpot.study.Comparison;
import org.stockpot.study.Match;
import org.stockpot.study.Variant;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Outcome;
import org.stockpot.task.Plan;
import org.stockpot.task.Progress;

/**
 * One call of a magic whose options have several values: each combination is a variant, all are one
 * plan, and come out as one comparison.
 */
final class Sweep {

  private static final int MOST = 1000;

  /** Options that are of a call as a whole. */
  static final Set<String> OF_ALL = Set.of("as", "quiet", "figure", "fresh", "plan");

  private final Session session;
  private final Planned command;
  private final Arguments typed;
  private final OptionSet set;
  private final List<Axis> axes;
  private final Map<String, List<Arguments>> variants = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> settings = new LinkedHashMap<>();
  private final List<VariantRun> runs = new ArrayList<>();
  private final Map<String, List<Object>> results = new LinkedHashMap<>();
  private final Map<String, Integer> diverged = new LinkedHashMap<>();
  private final Set<String> failures = new LinkedHashSet<>();

  /** Returns the sweep that a call is, or empty if no option has several values. */
  static Optional<Sweep> of(Session session, Command command, Arguments typed, OptionSet set) {
    if (!(command instanceof Planned planned)) {
      return Optional.empty();
    }
    List<Axis> axes = new ArrayList<>();
    typed
        .options()
        .forEach(
            (name, text) -> {
              Option option = set.option(name, command.name());
              if (!OF_ALL.contains(name) && Axis.hasSeveral(option, text)) {
                axes.add(Axis.of(option, text));
              }
            });
    return axes.isEmpty()
        ? Optional.empty()
        : Optional.of(new Sweep(session, planned, typed, set, axes));
  }

  private Sweep(Session session, Planned command, Arguments typed, OptionSet set, List<Axis> axes) {
    this.session = session;
    this.command = command;
    this.typed = typed;
    this.set = set;
    this.axes = axes;
    combine(0, new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /** Adds all combinations of values, the last axis changing fastest. */
  private void combine(int axis, Map<String, String> variant, Map<String, String> replicate) {
    if (axis == axes.size()) {
      Map<String, String> options = new LinkedHashMap<>(typed.options());
      options.putAll(variant);
      options.putAll(replicate);
      String name = variant.isEmpty() ? command.name() : String.join("-", variant.values());
      variants
          .computeIfAbsent(name, n -> new ArrayList<>())
          .add(new Arguments(typed.words(), options, false));
      settings.put(name, Map.copyOf(variant));
      if (variants.values().stream().mapToInt(List::size).sum() > MOST) {
        throw new UsageException("options must have at most " + MOST + " combinations, got more");
      }
      return;
    }
    Axis of = axes.get(axis);
    Map<String, String> into = command.replicates().contains(of.name()) ? replicate : variant;
    for (String value : of.values()) {
      into.put(of.name(), value);
      combine(axis + 1, variant, replicate);
    }
    into.remove(of.name());
  }

  Object run() {
    Call base = call(variants.values().iterator().next().get(0), Optional.empty());
    Command swept = new SweptCommand(command, idle());
    base = new Call(session, swept, typed, base.options(), null, base.uses(), Optional.empty());
    if (base.options(PlanOption.class).plan()) {
      base.show(Display.text(words(plans())));
      return null;
    }
    DjlTask task = session.task();
    List<Plan> plans = plans();
    base.show(
        Display.text(
            base.line()
                + "   # "
                + TaskReport.title(task, task.data())
                + " · "
                + Engines.line(task)));
    base.show(Display.text(words(plans)));
    Call all = base;
    session.keeping().sharing(() -> all.live(command.name(), p -> run(plans, p), this::outcome));
    return finish(base, task);
  }

  private Call call(Arguments arguments, Optional<VariantRun> run) {
    Map<Class<?>, Record> records = set.read(command.plain(arguments.options()));
    if (run.isPresent()) {
      records.put(Output.class, new Output("", true));
    }
    return new Call(session, command, arguments, records, null, new Uses(), run);
  }

  /** Returns the options that mean nothing to any variant. */
  private Set<String> idle() {
    Set<String> idle = null;
    for (List<Arguments> replicates : variants.values()) {
      Set<String> here = command.idle(call(replicates.get(0), Optional.empty()));
      if (idle == null) {
        idle = new LinkedHashSet<>(here);
      }
      idle.retainAll(here);
    }
    return idle;
  }

  /** Returns the plan of each run, which fails for what a variant would refuse. */
  private List<Plan> plans() {
    return variants.values().stream()
        .flatMap(List::stream)
        .map(arguments -> command.plan(call(arguments, Optional.empty())))
        .toList();
  }

  private String words(List<Plan> plans) {
    String by = words(false);
    String replicates = words(true);
    return new PlanWords(Plan.sum(plans)).text()
        + (by.isEmpty() ? "" : "; " + variants.size() + " variants: " + by)
        + (replicates.isEmpty() ? "" : "; replicates: " + replicates);
  }

  private String words(boolean replicates) {
    return axes.stream()
        .filter(axis -> command.replicates().contains(axis.name()) == replicates)
        .map(axis -> axis.name() + " " + String.join(", ", axis.values()))
        .collect(Collectors.joining(" × "));
  }

  private List<Object> run(List<Plan> plans, Progress progress) {
    Plan.sum(plans).announce(progress);
    List<Object> all = new ArrayList<>();
    for (Map.Entry<String, List<Arguments>> variant : variants.entrySet()) {
      for (Arguments arguments : variant.getValue()) {
        progress.phase(variant.getKey());
        VariantRun run = new VariantRun(name(variant.getKey()), progress);
        runs.add(run);
        result(variant.getKey(), call(arguments, Optional.of(run)), run)
            .ifPresent(
                result -> {
                  results.computeIfAbsent(variant.getKey(), v -> new ArrayList<>()).add(result);
                  all.add(result);
                });
        if (run.isInterrupted()) {
          return all;
        }
      }
    }
    return all;
  }

  private String name(String variant) {
    String as = typed.options().getOrDefault("as", "");
    return as.isEmpty() ? "" : as + "." + variant;
  }

  /** Runs a variant; one that diverges or is refused leaves the others be. */
  private Optional<Object> result(String variant, Call call, VariantRun run) {
    try {
      return Optional.of(command.run(call));
    } catch (CancellationException e) {
      run.ended(new Outcome(Outcome.State.INTERRUPTED, ""));
    } catch (DivergedException e) {
      diverged.merge(variant, 1, Integer::sum);
      failures.add(variant + " diverged: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      if (!run.isInterrupted()) {
        failures.add(variant + ": " + e.getMessage());
      }
    }
    return Optional.empty();
  }

  private Outcome outcome(List<Object> finished) {
    boolean stopped = runs.stream().anyMatch(VariantRun::isInterrupted);
    int all = variants.values().stream().mapToInt(List::size).sum();
    String saved = StoredTask.saved(runs.stream().flatMap(run -> run.kept().stream()).toList());
    return new Outcome(
        stopped ? Outcome.State.INTERRUPTED : Outcome.State.DONE,
        finished.size()
            + " of "
            + all
            + " runs finished"
            + (saved.isEmpty() ? "" : " (" + saved + ")"));
  }

  private Object finish(Call call, DjlTask task) {
    runs.forEach(run -> call.uses().addAll(run.uses()));
    call.uses().notes().forEach(note -> call.show(Display.text(note)));
    failures.forEach(failure -> call.show(Display.text(failure)));
    if (results.isEmpty()) {
      throw new UsageException("no variant was finished");
    }
    List<Variant> finished = new ArrayList<>();
    results.forEach(
        (name, all) ->
            finished.add(
                new Variant(name, all, settings.get(name), diverged.getOrDefault(name, 0))));
    Comparison comparison = Comparison.of(finished, Match.DENSITY, session.keeping().stored(task));
    call.showResult(ComparisonReport.display(comparison));
    call.show(ComparisonReport.chart(comparison));
    call.show(Echo.java(java()));
    return call.finish(Comparison.class, comparison);
  }

  /** Returns the Java of the comparison, of one result a variant. */
  private String java() {
    List<String> parts = new ArrayList<>();
    int next = 0;
    for (Map.Entry<String, List<Arguments>> variant : variants.entrySet()) {
      List<String> results = new ArrayList<>();
      for (int i = 0; i < variant.getValue().size() && next < runs.size(); i++) {
        results.add(runs.get(next++).java());
      }
      if (!results.isEmpty()) {
        parts.add(
            "    new Variant(\""
                + variant.getKey()
                + "\", List.of(\n        "
                + String.join(",\n        ", results)
                + "), Map.of(), 0)");
      }
    }
    return "Comparison.of(List.of(\n" + String.join(",\n", parts) + "), Match.DENSITY, task)";
  }
}
