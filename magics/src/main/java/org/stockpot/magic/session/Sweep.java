package org.stockpot.magic.session;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.stockpot.display.Display;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.option.Arguments;
import org.stockpot.magic.option.Axis;
import org.stockpot.magic.option.Option;
import org.stockpot.magic.option.OptionSet;
import org.stockpot.report.study.ComparisonReport;
import org.stockpot.store.StoredTask;
import org.stockpot.study.Comparison;
import org.stockpot.study.Match;
import org.stockpot.study.Variant;
import org.stockpot.task.DivergedException;
import org.stockpot.task.Outcome;
import org.stockpot.task.Plan;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;

/**
 * One call of a magic whose options have several values: each combination is a variant, all are one
 * plan, and come out as one comparison.
 */
public final class Sweep {

  private static final int MOST = 1000;

  private final Session session;
  private final PlannedCommand command;
  private final Arguments typed;
  private final Call.Magic magic;
  private final List<Axis> axes;
  private final Map<String, List<Arguments>> variants = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> settings = new LinkedHashMap<>();
  private final List<VariantRun> runs = new ArrayList<>();
  private final Map<String, List<Object>> results = new LinkedHashMap<>();
  private final Map<String, Integer> diverged = new LinkedHashMap<>();
  private final Set<String> failures = new LinkedHashSet<>();

  /** Returns the sweep that a call is, or empty if no option has several values. */
  public static Optional<Sweep> of(Session session, Command command, Arguments typed) {
    if (!(command instanceof PlannedCommand planned)) {
      return Optional.empty();
    }
    OptionSet set = command.magic(session).options();
    List<Axis> axes = new ArrayList<>();
    typed
        .options()
        .forEach(
            (name, text) -> {
              Option option = set.option(name, command.name());
              if (!Call.OF_ALL_VARIANTS.contains(name) && option.hasSeveral(text)) {
                axes.add(option.axis(text));
              }
            });
    if (axes.isEmpty()) {
      return Optional.empty();
    }
    planned.requireVariants(typed.words());
    return Optional.of(new Sweep(session, planned, typed, axes));
  }

  private Sweep(Session session, PlannedCommand command, Arguments typed, List<Axis> axes) {
    this.session = session;
    this.command = command;
    this.typed = typed;
    magic = command.magic(session);
    this.axes = axes;
    Axis.combinations(axes, Axis::values, Sweep::requireFew).forEach(this::add);
  }

  private static void requireFew(int combinations) {
    if (combinations > MOST) {
      throw new UsageException("options must have at most " + MOST + " combinations, got more");
    }
  }

  private void add(Map<String, String> combination) {
    Map<String, String> variant = new LinkedHashMap<>(combination);
    variant.keySet().removeAll(command.replicates());
    Map<String, String> options = new LinkedHashMap<>(typed.options());
    options.putAll(combination);
    String name = variant.isEmpty() ? command.name() : String.join("-", variant.values());
    variants
        .computeIfAbsent(name, n -> new ArrayList<>())
        .add(new Arguments(typed.words(), options, false));
    settings.put(name, variant);
  }

  public Object run() {
    List<Call> resolved =
        variants.values().stream()
            .map(replicates -> command.resolved(call(replicates.get(0), Optional.empty())))
            .toList();
    Call first = resolved.get(0);
    Call.Magic swept = magic.withIdle(unsaid(resolved));
    Call base =
        new Call(session, swept, typed, first.options(), null, first.uses(), Optional.empty());
    if (base.options(SharedOptions.Planning.class).plan()) {
      base.show(Display.text(words(plans())));
      return null;
    }
    Task task = session.task();
    List<Plan> plans = plans();
    base.show(Display.text(base.placed(task)));
    base.show(Display.text(words(plans)));
    session.storage().sharing(() -> base.live(command.name(), p -> run(plans, p), this::outcome));
    return finish(base);
  }

  private Call call(Arguments arguments, Optional<VariantRun> run) {
    Map<Class<?>, Record> records = magic.read(arguments);
    if (run.isPresent()) {
      records.put(Output.class, new Output("", true));
    }
    return new Call(session, magic, arguments, records, null, new UsedPoints(), run);
  }

  /**
   * Returns the options that the line of all variants leaves out: those that mean nothing to any of
   * them, and those that were not typed and follow from what differs.
   */
  private Set<String> unsaid(List<Call> resolved) {
    Set<String> unsaid = new HashSet<>(command.idle(resolved.get(0)));
    resolved.forEach(call -> unsaid.retainAll(command.idle(call)));
    axes.forEach(axis -> unsaid.remove(axis.name()));
    Map<String, String> first = texts(resolved.get(0));
    for (Call call : resolved) {
      texts(call)
          .forEach(
              (option, text) -> {
                if (!typed.options().containsKey(option) && !text.equals(first.get(option))) {
                  unsaid.add(option);
                }
              });
    }
    return unsaid;
  }

  private static Map<String, String> texts(Call call) {
    return OptionSet.texts(call.options().values(), call.arguments().options(), Set.of());
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
    return new PlanText(Plan.sum(plans)).text()
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
    String saved = StoredTask.saved(runs.stream().flatMap(run -> run.stored().stream()).toList());
    return new Outcome(
        stopped ? Outcome.State.INTERRUPTED : Outcome.State.DONE,
        finished.size()
            + " of "
            + all
            + " runs finished"
            + (saved.isEmpty() ? "" : " (" + saved + ")"));
  }

  private Object finish(Call call) {
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
    Comparison comparison = Comparison.of(finished, Match.DENSITY, session.keptTask());
    call.showResult(ComparisonReport.display(comparison));
    ComparisonReport.charts(comparison).forEach(call::show);
    call.show(Echo.java(java(call)));
    return call.finish(Comparison.class, comparison);
  }

  /** Returns the Java of the comparison; what a run declares on its way stands before it. */
  private String java(Call call) {
    StringBuilder declared = new StringBuilder();
    List<String> parts = new ArrayList<>();
    Iterator<VariantRun> next = runs.iterator();
    variants.forEach(
        (name, replicates) -> {
          List<String> expressions = new ArrayList<>();
          for (int i = 0; i < replicates.size() && next.hasNext(); i++) {
            expressions.add(expression(next.next().java(), call, declared));
          }
          if (!expressions.isEmpty()) {
            parts.add(
                String.format(
                    "new Variant(%s, List.of(%s), %s, 0)",
                    call.java(name),
                    String.join(", ", expressions),
                    call.java(settings.get(name))));
          }
        });
    String all = String.join(",\n    ", parts);
    return declared
        + call.assigned(
            "Comparison",
            "Comparison.of(List.of(\n    " + all + "), Match.DENSITY, Stockpot.task())");
  }

  /** Returns the last expression of a run's Java, by a name if there are statements before it. */
  private static String expression(String java, Call call, StringBuilder declared) {
    int end = Math.max(java.lastIndexOf(";\n"), java.lastIndexOf("}\n"));
    if (end < 0) {
      return java;
    }
    String name = call.variable("run") + declared.toString().split("var run", -1).length;
    declared.append(java, 0, end + 2);
    declared
        .append("var ")
        .append(name)
        .append(" = ")
        .append(java.substring(end + 2))
        .append(";\n");
    return name;
  }
}
