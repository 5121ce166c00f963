package org.stockpot.shrink;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Task;
import org.stockpot.task.TrainResult;
import org.stockpot.task.Work;
import org.stockpot.task.analysis.OutputDifference;
import org.stockpot.task.analysis.Resizing;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;
import org.stockpot.weights.UnitGroup;
import org.stockpot.weights.UnitGroups;

/**
 * Makes networks physically smaller: units that nothing needs are taken out ({@link DeadUnits}),
 * then a share of the units by a criterion, and what then is needed by none.
 *
 * <p>Each smaller network is held against the given one whose chosen units are not read: outputs
 * must agree to 1e-5 of the largest.
 */
public final class Shrinking {

  private final String name;
  private final MaskedPoint given;
  private final Task task;
  private final Resizing resizing;
  private final ShrinkOptions options;

  private Shrinking(String name, MaskedPoint given, Task task, ShrinkOptions options) {
    this.name = name;
    this.given = given;
    this.task = task;
    this.options = options;
    resizing = task.resizing().orThrow();
  }

  /**
   * Makes smaller networks.
   *
   * @param name what the network is called
   * @param given the network
   * @param task the model and its data
   * @param options the settings
   * @param recipe how the smaller networks are trained; empty if they are not
   * @return the networks, whose tasks are to be closed
   * @throws IllegalArgumentException if a layer would be left without units, or the network cannot
   *     be made with fewer
   * @throws UnsupportedOperationException with the reason, if the task's networks cannot be made
   *     smaller, or the criterion needs gradients that the task does not know
   */
  public static ShrinkResult of(
      String name, MaskedPoint given, Task task, ShrinkOptions options, Optional<Recipe> recipe) {
    return of(name, given, task, options, recipe, smaller -> smaller, Progress.NONE);
  }

  /**
   * Makes smaller networks.
   *
   * @param name what the network is called
   * @param given the network
   * @param task the model and its data
   * @param options the settings
   * @param recipe how the smaller networks are trained; empty if they are not
   * @param kept makes of a smaller task one whose trainings and scores are kept
   * @param progress told about each step
   * @return the networks, whose tasks are to be closed
   * @throws IllegalArgumentException if a layer would be left without units, or the network cannot
   *     be made with fewer
   * @throws UnsupportedOperationException with the reason, if the task's networks cannot be made
   *     smaller, or the criterion needs gradients that the task does not know
   */
  public static ShrinkResult of(
      String name,
      MaskedPoint given,
      Task task,
      ShrinkOptions options,
      Optional<Recipe> recipe,
      UnaryOperator<Task> kept,
      Progress progress) {
    Shrinking shrinking = new Shrinking(name, given, task, options);
    List<Smaller> all = shrinking.smaller();
    Work measuring = Work.points("network", task.validation(), task.test());
    progress.plan(measuring, 1 + (recipe.isPresent() ? 2L : 1L) * all.size());
    MeasuredNetwork before = MeasuredNetwork.of(name, task, given.point(), options.passExamples());
    progress.done(measuring, 1);
    List<ShrunkNetwork> networks = new ArrayList<>();
    try {
      for (Smaller next : all) {
        networks.add(shrinking.made(next, recipe, kept, progress, measuring));
      }
    } catch (RuntimeException e) {
      networks.forEach(network -> network.task().close());
      throw e;
    }
    return new ShrinkResult(task.name(), name, options, recipe, given, before, networks);
  }

  /** What a smaller network will be: what is dead in the given one, and what is left in the end. */
  private record Smaller(double share, Point whole, DeadUnits.Found dead, DeadUnits.Found left) {}

  private List<Smaller> smaller() {
    DeadUnits.Found dead = DeadUnits.of(resizing, given.point());
    UnitGroups groups = resizing.groups();
    boolean chooses = options.units().stream().anyMatch(share -> share > 0);
    List<BitSet> alive = dead.kept().units();
    List<double[]> scores =
        chooses ? UnitScores.of(groups, given.point(), alive, task, options) : List.of();
    UnitChoice choice = new UnitChoice(groups, scores, alive);
    List<Smaller> all = new ArrayList<>();
    for (double share : options.units()) {
      if (share == 0) {
        all.add(new Smaller(share, given.point(), dead, dead));
      } else {
        List<BitSet> chosen =
            options.scope() == UnitScope.GLOBAL
                ? choice.global(share, !options.by().comparesLayers())
                : choice.layerwise(share);
        Point whole = unread(given.point(), groups, chosen);
        all.add(new Smaller(share, whole, dead, DeadUnits.of(resizing, whole)));
      }
    }
    return all;
  }

  /** Returns a network in which nothing reads some units. */
  private static Point unread(Point point, UnitGroups groups, List<BitSet> units) {
    UnitIndex index = new UnitIndex(groups);
    return Point.build(
        point.layout(),
        values -> {
          point.values().get(values);
          for (int g = 0; g < units.size(); g++) {
            int group = g;
            units.get(g).stream().forEach(u -> index.read(group, u).forEach(i -> values[i] = 0));
          }
        });
  }

  private ShrunkNetwork made(
      Smaller next,
      Optional<Recipe> recipe,
      UnaryOperator<Task> kept,
      Progress progress,
      Work measuring) {
    DeadUnits.Found left = next.left();
    MaskedPoint network =
        new MaskedPoint(
            left.kept().of(left.point()).masked(left.kept().of(given.mask())),
            left.kept().of(given.mask()));
    Task smaller = task.smaller(left.kept());
    try {
      double difference = OutputDifference.of(task, next.whole(), smaller, network.point());
      requireSame(difference);
      Task used = kept.apply(smaller);
      String called = called(next.share());
      int examples = options.passExamples();
      MeasuredNetwork measured = MeasuredNetwork.of(called, used, network.point(), examples);
      progress.done(measuring, 1);
      Optional<TrainResult> tuning = recipe.map(r -> tuned(used, network, r, progress));
      Optional<MeasuredNetwork> tuned =
          tuning.map(t -> MeasuredNetwork.of(called + ", fine-tuned", used, t.point(), examples));
      tuned.ifPresent(t -> progress.done(measuring, 1));
      return new ShrunkNetwork(
          next.share(), smaller, network, widths(next), difference, measured, tuning, tuned);
    } catch (RuntimeException e) {
      smaller.close();
      throw e;
    }
  }

  private static void requireSame(double difference) {
    if (!(difference <= OutputDifference.CLOSE)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a smaller network must compute what is left of the given one, got outputs that differ"
                  + " by %.1e of the largest: the block does more with its layers than is known",
              difference));
    }
  }

  private String called(double share) {
    return share == 0
        ? name + " without dead units"
        : String.format(Locale.ROOT, "%s without %s%% of units", name, percent(share));
  }

  private static String percent(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
  }

  private TrainResult tuned(Task smaller, MaskedPoint network, Recipe recipe, Progress progress) {
    long perEpoch = smaller.stepsPerEpoch(recipe.batch());
    return TrainResult.of(smaller, Job.of(network, recipe, perEpoch, options.seed()), progress);
  }

  private List<GroupWidth> widths(Smaller next) {
    List<UnitGroup> groups = resizing.groups().groups();
    return IntStream.range(0, groups.size())
        .mapToObj(
            g ->
                new GroupWidth(
                    groups.get(g).name(),
                    groups.get(g).units(),
                    next.dead().removed().get(g),
                    next.dead().folded().get(g),
                    next.left().held().get(g),
                    next.left().kept().kept(g)))
        .toList();
  }
}
