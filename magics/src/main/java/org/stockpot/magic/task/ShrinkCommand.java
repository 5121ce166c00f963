package org.stockpot.magic.task;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.stockpot.display.Display;
import org.stockpot.djl.DjlTask;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.option.Option;
import org.stockpot.magic.option.OptionSet;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.NamedPoint;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.Points;
import org.stockpot.magic.session.ResultPoints;
import org.stockpot.magic.session.ResultType;
import org.stockpot.magic.session.RunRecorder;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.magic.session.Zeros;
import org.stockpot.report.shrink.ShrinkReport;
import org.stockpot.shrink.ShrinkOptions;
import org.stockpot.shrink.ShrinkResult;
import org.stockpot.shrink.Shrinking;
import org.stockpot.shrink.ShrunkNetwork;
import org.stockpot.shrink.UnitCriterion;
import org.stockpot.task.Outcome;
import org.stockpot.task.Recipe;
import org.stockpot.task.Task;
import org.stockpot.text.Numbers;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.RowSet;

/** Physically smaller networks, each with a task of its own. */
public final class ShrinkCommand implements Command {

  private static final String FOR = "for";
  private static final Set<String> OF_UNITS = Set.of("by", "scope", "examples");

  private final TaskCommand tasks;

  /**
   * Makes the magic.
   *
   * @param tasks knows where tasks are from
   */
  public ShrinkCommand(TaskCommand tasks) {
    this.tasks = tasks;
  }

  @Override
  public String name() {
    return "shrink";
  }

  @Override
  public String summary() {
    return "makes a network physically smaller: takes out units that its mask has emptied, and a"
        + " share of the others";
  }

  @Override
  public String words() {
    return "POINT";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%shrink imp.7 --as small   # then: %task smallTask",
        "%shrink base --units 50% --by l1 --for 2ep --as half",
        "%shrink base --units 10%,30%,50% --by taylor   # accuracy against FLOPs",
        "%shrink base --units 30% --by fpgm --scope global");
  }

  @Override
  public List<ResultType<?>> results() {
    return List.of(
        ResultType.of(ShrinkResult.class, ShrinkReport::display)
            .called("smaller networks")
            .offering(ShrinkCommand::addPoints)
            .telling((result, part) -> Map.of("model", model(result, part))));
  }

  @Override
  public List<String> otherNames() {
    return List.of("slim", "structured", "prune-channels", "prune-filters", "compress", "speedup");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(
        ShrinkOptions.defaults(),
        Recipe.defaults(),
        SharedOptions.ZeroWeights.defaults(),
        SharedOptions.Leak.defaults(),
        SharedOptions.Chart.defaults(),
        SharedOptions.Reuse.defaults(),
        Output.defaults());
  }

  @Override
  public Set<String> idle(Call call) {
    ShrinkOptions options = call.options(ShrinkOptions.class);
    Set<String> idle = new HashSet<>();
    if (!trains(call)) {
      idle.addAll(recipe());
    }
    if (!chooses(options)) {
      idle.addAll(OF_UNITS);
    }
    boolean gradients = chooses(options) && options.by() == UnitCriterion.TAYLOR;
    if (!gradients) {
      idle.add("examples");
    }
    if (!gradients && !trains(call)) {
      idle.add("seed");
    }
    return idle;
  }

  private static boolean trains(Call call) {
    return call.arguments().options().containsKey(FOR);
  }

  private static boolean chooses(ShrinkOptions options) {
    return options.units().stream().anyMatch(share -> share > 0);
  }

  private static Set<String> recipe() {
    return new OptionSet(List.of(Recipe.defaults()), Map.of())
        .all().stream().map(Option::name).collect(Collectors.toSet());
  }

  @Override
  public Object run(Call call) {
    String word = call.words(1, 1).get(0);
    requireUsed(call);
    Task task = call.session().task();
    ShrinkOptions options = call.options(ShrinkOptions.class);
    String as = call.output().as();
    for (int i = 0; !as.isEmpty() && i < options.units().size(); i++) {
      call.session().requireFree(taskName(as, options, i));
    }
    Points points = call.points();
    Zeros zeros = call.options(SharedOptions.ZeroWeights.class).zeros();
    MaskedPoint given = points.use(word).masked(zeros);
    Optional<Recipe> recipe =
        trains(call) ? Optional.of(call.options(Recipe.class)) : Optional.empty();
    call.echo(task, java(call, word, points.java(word, zeros)));
    RunRecorder recorder = new RunRecorder(call, task);
    ShrinkResult result =
        call.live(
            "shrink",
            progress ->
                Shrinking.of(
                    word, given, recorder.task(), options, recipe, recorder::kept, progress),
            r -> recorder.outcome(outcome(r)));
    recorder.list(outcome(result), ShrinkReport.table(result));
    call.showResult(ShrinkReport.display(result));
    call.show(ShrinkReport.chart(result));
    ShrinkResult named = call.finish(ShrinkResult.class, result);
    nameTasks(call, task, result);
    return named;
  }

  /** Options that mean nothing beside others are refused where they are typed. */
  private static void requireUsed(Call call) {
    for (String option : call.arguments().options().keySet()) {
      if (!trains(call) && recipe().contains(option)) {
        throw new UsageException(
            option + " must come with --for, such as --for 2ep: without it nothing is trained");
      }
      if (OF_UNITS.contains(option) && !chooses(call.options(ShrinkOptions.class))) {
        throw new UsageException(
            option
                + " must come with --units, such as --units 50%: without it dead units go alone");
      }
    }
    ShrinkOptions options = call.options(ShrinkOptions.class);
    if (call.arguments().options().containsKey("examples")
        && options.by() != UnitCriterion.TAYLOR) {
      throw new UsageException("examples must come with --by taylor, got --by " + options.by());
    }
  }

  /** Returns a task without the store around it. */
  private static Task plain(Task task) {
    return task.as(DjlTask.class).<Task>map(own -> own).orElse(task);
  }

  /** Names the smaller tasks beside their points, or closes what nobody could reach. */
  private void nameTasks(Call call, Task from, ShrinkResult result) {
    String as = call.output().as();
    for (int i = 0; i < result.networks().size(); i++) {
      Task made = plain(result.networks().get(i).task());
      if (as.isEmpty()) {
        made.close();
      } else {
        String name = taskName(as, result.options(), i);
        tasks.derived(made, from);
        Class<?> type = made instanceof DjlTask ? DjlTask.class : Task.class;
        call.session().own(made);
        call.session().name(name, type, made).map(Display::text).ifPresent(call::show);
      }
    }
    call.show(
        Display.text(
            as.isEmpty()
                ? "Without --as NAME the smaller tasks end here; with it they are NAMETask, to be"
                    + " trained on and saved."
                : "%task "
                    + taskName(as, result.options(), 0)
                    + " makes the smaller task current, for %train --from "
                    + as
                    + suffix(".", result.options(), 0)
                    + ", %soup, %save."));
  }

  private static String taskName(String as, ShrinkOptions options, int which) {
    return as + "Task" + suffix("", options, which);
  }

  /** Returns what tells one of several shares, such as {@code .50}. */
  private static String suffix(String before, ShrinkOptions options, int which) {
    return options.units().size() == 1
        ? ""
        : before
            + BigDecimal.valueOf(options.units().get(which))
                .movePointRight(2)
                .stripTrailingZeros()
                .toPlainString()
                .replace('.', '_');
  }

  private static void addPoints(ShrinkResult result, ResultPoints points) {
    for (int i = 0; i < result.networks().size(); i++) {
      ShrunkNetwork network = result.networks().get(i);
      String java = ".networks().get(" + i + ")";
      String name = suffix(".", result.options(), i).replaceFirst("^\\.", "");
      NamedPoint shrunk =
          NamedPoint.of(network.network().point(), java + ".network().point()")
              .masked(network.network().mask(), java + ".network().mask()")
              .madeOf(() -> List.of(result.given().point().digest()));
      network
          .tuning()
          .ifPresentOrElse(
              training -> {
                points.add(name, tuned(network, java, training.rows()));
                points.add(name.isEmpty() ? "untuned" : name + ".untuned", shrunk);
              },
              () -> points.add(name, shrunk));
    }
  }

  private static NamedPoint tuned(ShrunkNetwork network, String java, RowSet rows) {
    return NamedPoint.of(network.end().point(), java + ".end().point()")
        .masked(network.end().mask(), java + ".end().mask()")
        .trained(network.network().point(), java + ".network().point()", rows);
  }

  private static String model(ShrinkResult result, String part) {
    for (int i = 0; i < result.networks().size(); i++) {
      String suffix = suffix("", result.options(), i);
      if (suffix.isEmpty() || part.equals(suffix) || part.startsWith(suffix + ".")) {
        return TaskNames.model(result.networks().get(i).task());
      }
    }
    return TaskNames.model(result.networks().get(0).task());
  }

  private static Outcome outcome(ShrinkResult result) {
    return new Outcome(
        Outcome.State.DONE,
        Numbers.counted(result.networks().size(), "smaller network")
            + " of "
            + result.name()
            + ", "
            + result.networks().stream()
                .map(n -> Numbers.count(n.measured().cost().parameters()))
                .collect(Collectors.joining(", "))
            + " of "
            + Numbers.count(result.before().cost().parameters())
            + " parameters");
  }

  private static String java(Call call, String word, String point) {
    return call.assigned(
        "ShrinkResult",
        "Shrinking.of("
            + call.java(word)
            + ", "
            + point
            + ", Stockpot.task(), "
            + call.java(call.options(ShrinkOptions.class))
            + ", "
            + (trains(call)
                ? "Optional.of(" + call.java(call.options(Recipe.class)) + ")"
                : "Optional.empty()")
            + ")");
  }
}
