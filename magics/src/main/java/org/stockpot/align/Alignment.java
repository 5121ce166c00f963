package org.stockpot.align;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.stockpot.task.Outcome;
import org.stockpot.task.Plan;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.OutputDifference;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;
import org.stockpot.weights.UnitGroups;

/**
 * Permutes the hidden units of networks so that they lie next to another network, or to one
 * another, without changing what they compute: values are copied, masks and running statistics move
 * with their units, and outputs are held against what they were.
 *
 * <p>Example: {@code Alignment.to("a", a, List.of("b"), List.of(MaskedPoint.dense(b)), task,
 * task.unitGroups().orThrow(), AlignOptions.defaults(), AlignOptions.recipe()).point()}.
 *
 * <p>See Ainsworth, Hayase, Srinivasa, "Git Re-Basin: Merging Models modulo Permutation
 * Symmetries", ICLR 2023. What permutations cannot do they do not: networks whose units differ stay
 * apart (their App. A.6), and running statistics of a blend are those of no network.
 */
public final class Alignment {

  private final Task task;
  private final UnitGroups groups;
  private final AlignOptions options;
  private final Recipe recipe;
  private final Progress progress;

  private Alignment(
      Task task, UnitGroups groups, AlignOptions options, Recipe recipe, Progress progress) {
    this.task = task;
    this.groups = groups;
    this.options = options;
    this.recipe = recipe;
    this.progress = progress;
  }

  /**
   * Aligns networks to another one.
   *
   * @param toName what the other is called
   * @param to the network that stays as it is
   * @param names what the networks are called
   * @param networks what is permuted, in the same order
   * @param task what they are networks of
   * @param groups which units move together, such as {@code task.unitGroups().orThrow()}
   * @param options the settings
   * @param recipe how straight-through and learned matching train; unused by the others
   * @return the aligned networks
   */
  public static AlignResult to(
      String toName,
      Point to,
      List<String> names,
      List<MaskedPoint> networks,
      Task task,
      UnitGroups groups,
      AlignOptions options,
      Recipe recipe) {
    return to(toName, to, names, networks, task, groups, options, recipe, Progress.NONE);
  }

  /**
   * Aligns networks to another one. An interrupt keeps those that are finished.
   *
   * @param toName what the other is called
   * @param to the network that stays as it is
   * @param names what the networks are called
   * @param networks what is permuted, in the same order
   * @param task what they are networks of
   * @param groups which units move together
   * @param options the settings
   * @param recipe how straight-through and learned matching train; unused by the others
   * @param progress told about starts, passes and steps
   * @return the aligned networks
   * @throws IllegalArgumentException if weights are not finite, there are no groups, or they do not
   *     leave what a network computes as it is
   * @throws UnsupportedOperationException with the reason, if the task knows no activations or
   *     gradients and they are asked for
   * @throws CancellationException if the thread was interrupted before one network was finished
   */
  public static AlignResult to(
      String toName,
      Point to,
      List<String> names,
      List<MaskedPoint> networks,
      Task task,
      UnitGroups groups,
      AlignOptions options,
      Recipe recipe,
      Progress progress) {
    Alignment alignment = new Alignment(task, groups, options, recipe, progress);
    alignment.check(toName, to);
    alignment.check(names, networks);
    return alignment.to(toName, to, names, networks);
  }

  /**
   * Returns how much work it is to align networks to another one.
   *
   * @param networks how many
   * @param task what they are networks of
   * @param groups which units move together
   * @param options the settings
   * @param recipe how straight-through and learned matching train; unused by the others
   * @return starts, passes and steps
   * @throws UnsupportedOperationException with the reason, if the task knows no activations and
   *     they are asked for
   */
  public static Plan plan(
      int networks, Task task, UnitGroups groups, AlignOptions options, Recipe recipe) {
    return Plan.of(
        List.of(),
        progress -> new Matching(groups, task, options, recipe, progress).announce(networks));
  }

  /**
   * Aligns networks to one another, by weights.
   *
   * @param names what the networks are called
   * @param networks at least two, in the same order
   * @param task what they are networks of
   * @param groups which units move together
   * @param options the settings
   * @return the aligned networks, the first of which is as it was
   */
  public static AlignResult together(
      List<String> names,
      List<MaskedPoint> networks,
      Task task,
      UnitGroups groups,
      AlignOptions options) {
    return together(names, networks, task, groups, options, Progress.NONE);
  }

  /**
   * Aligns networks to one another, by weights: each to the mean of the others, until none moves.
   * The first is left as it was.
   *
   * @param names what the networks are called
   * @param networks at least two, in the same order
   * @param task what they are networks of
   * @param groups which units move together
   * @param options the settings
   * @param progress told about starts
   * @return the aligned networks
   * @throws IllegalArgumentException if there are not two or more, they are not matched by weights,
   *     weights are not finite, there are no groups, or they do not leave what a network computes
   *     as it is
   * @throws CancellationException if the thread was interrupted
   */
  public static AlignResult together(
      List<String> names,
      List<MaskedPoint> networks,
      Task task,
      UnitGroups groups,
      AlignOptions options,
      Progress progress) {
    Alignment alignment = new Alignment(task, groups, options, AlignOptions.recipe(), progress);
    if (networks.size() < 2) {
      throw new IllegalArgumentException(
          "networks that are aligned to one another must be at least 2, got " + names);
    }
    if (options.by() != AlignBy.WEIGHTS) {
      throw new IllegalArgumentException(
          "by must be weights for networks that are aligned to one another, got " + options.by());
    }
    alignment.check(names, networks);
    return alignment.together(names, networks);
  }

  private void check(List<String> names, List<MaskedPoint> networks) {
    if (groups.groups().isEmpty()) {
      throw new IllegalArgumentException(
          "networks of task " + task.name() + " have no hidden units that could change places");
    }
    for (int i = 0; i < names.size(); i++) {
      check(names.get(i), networks.get(i).point());
    }
    FunctionCheck.require(task, groups, networks.get(0).point());
  }

  private void check(String name, Point point) {
    groups.layout().requireSame(point.layout());
    point.requireFinite(name);
  }

  private AlignResult to(String toName, Point to, List<String> names, List<MaskedPoint> networks) {
    Matching matching = new Matching(groups, task, options, recipe, progress);
    matching.announce(networks.size());
    Matching.Matcher matcher = matching.to(to);
    List<AlignedNetwork> aligned = new ArrayList<>();
    List<Search> searches = new ArrayList<>();
    Outcome outcome =
        Outcome.of(
            () -> {
              for (int i = 0; i < names.size(); i++) {
                progress.phase(names.get(i));
                MaskedPoint given = networks.get(i);
                Matched found = matcher.match(names.get(i), given.point());
                MaskedPoint moved = permuted(given, found.permutations());
                double before = given.point().distance(to);
                double after = moved.point().distance(to);
                aligned.add(network(names.get(i), given, moved, found, before, after));
                searches.add(found.search());
              }
            });
    if (aligned.isEmpty()) {
      throw new CancellationException("interrupted before a network was aligned");
    }
    return new AlignResult(
        task.name(), options, recipe, Optional.of(toName), groups, aligned, searches, outcome);
  }

  private MaskedPoint permuted(MaskedPoint given, List<int[]> permutations) {
    return new MaskedPoint(
        groups.permute(given.point(), permutations), groups.permute(given.mask(), permutations));
  }

  private AlignedNetwork network(
      String name,
      MaskedPoint given,
      MaskedPoint moved,
      Matched found,
      double before,
      double after) {
    double difference = FunctionCheck.difference(task, given.point(), moved.point());
    if (!(difference <= OutputDifference.CLOSE)) {
      throw new IllegalStateException(
          "alignment must not change what "
              + name
              + " computes, got a difference of "
              + difference);
    }
    return new AlignedNetwork(
        name,
        given,
        moved,
        found.permutations(),
        found.matches(),
        before,
        after,
        difference,
        FunctionCheck.comparesOutputs(task));
  }

  private AlignResult together(List<String> names, List<MaskedPoint> networks) {
    List<Point> points = networks.stream().map(MaskedPoint::point).toList();
    List<Matched> found = new Matching(groups, task, options, recipe, progress).together(points);
    List<MaskedPoint> moved = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      moved.add(permuted(networks.get(i), found.get(i).permutations()));
    }
    List<Point> movedPoints = moved.stream().map(MaskedPoint::point).toList();
    List<AlignedNetwork> aligned = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      double before = meanDistance(points, i);
      double after = meanDistance(movedPoints, i);
      aligned.add(
          network(names.get(i), networks.get(i), moved.get(i), found.get(i), before, after));
    }
    return new AlignResult(
        task.name(),
        options,
        recipe,
        Optional.empty(),
        groups,
        aligned,
        List.of(found.get(0).search()),
        Outcome.DONE);
  }

  private static double meanDistance(List<Point> points, int of) {
    double sum = 0;
    for (Point point : points) {
      sum += point.distance(points.get(of));
    }
    return sum / (points.size() - 1);
  }
}
