package org.stockpot.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;

/**
 * What becomes of the statistics of units when points are blended. Blended running statistics are
 * those of no network, and hidden units of blends vary too little, so the choice can outweigh
 * everything else that is measured. One rule serves lines, gates, planes, soups and their
 * baselines.
 *
 * <p>A blend that has a weight on one point alone is that point, with its own statistics, unless
 * they are re-estimated everywhere. Statistics are never extrapolated, as a variance could become
 * negative: where a weight is negative, they are re-estimated in place of being blended.
 *
 * <p>REPAIR needs a network with running statistics to be re-estimated and no more, as published
 * code does: its normalisations then give units the blend of their scales and shifts. The
 * treatments differ at single points, which repair leaves as they are.
 */
public enum Statistics {
  /** Keep those of the first point. */
  NONE,
  /** Blend them by the same weights while all are at least 0; else re-estimate them. */
  CARRY,
  /**
   * Re-estimate them on training examples, those of single points too. See Jordan et al., "REPAIR:
   * REnormalizing Permuted Activations for Interpolation Repair", ICLR 2023.
   */
  RE_ESTIMATE,
  /**
   * Without running statistics, give each hidden unit the moments that it has in the points on
   * average ({@link Repair}); with them, re-estimate those of blends. Without them there are goals
   * between points alone, and negative weights are refused.
   */
  REPAIR,
  /**
   * As {@link #REPAIR}, of the outputs too: published code for MLPs wraps them, that for VGG not.
   */
  REPAIR_OUTPUTS;

  /**
   * Returns whether this changes the units of networks without running statistics.
   *
   * @return true for {@link #REPAIR} and {@link #REPAIR_OUTPUTS}
   */
  public boolean repairs() {
    return this == REPAIR || this == REPAIR_OUTPUTS;
  }

  /**
   * Returns whether a blend may be another point than the mean of its points.
   *
   * @param layout the layout of the points
   * @return false for networks without running statistics, unless they are repaired
   */
  public boolean changes(Layout layout) {
    return repairs() || layout.hasStatistics();
  }

  /**
   * Requires that a task's blends can be repaired, if this repairs them: a check before long work.
   *
   * @param task whose points will be blended
   * @throws RecalibrationException if its units are not reached, or cannot be moved
   */
  public void requireReach(Task task) {
    if (repairs() && !task.layout().hasStatistics()) {
      Repair.reached(task, this == REPAIR_OUTPUTS);
    }
  }

  /**
   * Returns those of some kinds that differ from one another for a network.
   *
   * @param kinds one or more
   * @param layout the layout of its points
   * @return the first of those that come to the same
   */
  public static List<Statistics> differing(List<Statistics> kinds, Layout layout) {
    List<Statistics> differing = new ArrayList<>();
    for (Statistics kind : kinds) {
      if (differing.stream().noneMatch(other -> kind.isAlike(other, layout))) {
        differing.add(kind);
      }
    }
    return differing;
  }

  private boolean isAlike(Statistics other, Layout layout) {
    boolean repaired = repairs() && other.repairs();
    return this == other || (layout.hasStatistics() ? repaired : !repairs() && !other.repairs());
  }

  /**
   * Returns the blend {@code sum_i c_i w_i / sum_i c_i} with statistics of this kind.
   *
   * @param basis the points w, the first of which {@link #NONE} takes statistics from
   * @param weights c, one per point; must not sum to 0
   * @param task re-estimates statistics
   * @return the point to use
   * @throws RecalibrationException if statistics are to be re-estimated or units to be repaired,
   *     and cannot be
   */
  public Point blend(List<Point> basis, double[] weights, Task task) {
    return merged(Blends.mean(basis, weights), basis, weights, task);
  }

  /**
   * Returns a merge of points with statistics of this kind.
   *
   * @param merge made of the points in any way, its running statistics blended by the weights
   * @param basis the points w, the first of which {@link #NONE} takes statistics from
   * @param weights c, one per point, by which their moments are blended; must not sum to 0
   * @param task re-estimates statistics
   * @return the point to use
   * @throws RecalibrationException if statistics are to be re-estimated or units to be repaired,
   *     and cannot be
   */
  public Point merged(Point merge, List<Point> basis, double[] weights, Task task) {
    boolean single = Arrays.stream(weights).filter(c -> c != 0).count() == 1;
    if (repairs() && !single && !merge.layout().hasStatistics()) {
      return Repair.of(merge, basis, weights, this == REPAIR_OUTPUTS, task).point();
    }
    double sum = Arrays.stream(weights).sum();
    boolean convex = Arrays.stream(weights).allMatch(c -> c / sum >= 0);
    return treat(merge, single, convex, basis.get(0), task);
  }

  private Point treat(Point blend, boolean single, boolean convex, Point first, Task task) {
    if (this == RE_ESTIMATE) {
      return task.recalibrate(blend);
    } else if (single || !blend.layout().hasStatistics()) {
      return blend;
    } else if (this == NONE) {
      return blend.withStatisticsOf(first);
    }
    return this == CARRY && convex ? blend : task.recalibrate(blend);
  }

  /**
   * Returns a point that is no blend, with statistics of this kind.
   *
   * @param point the point
   * @param task re-estimates statistics
   * @return the point itself, or with re-estimated statistics
   */
  public Point single(Point point, Task task) {
    return treat(point, true, true, point, task);
  }

  /**
   * Returns a point of a line with statistics of this kind.
   *
   * @param line the line
   * @param t the position; outside of [0, 1] statistics are re-estimated
   * @param task re-estimates statistics
   * @return the point to use
   * @throws RecalibrationException as {@link #blend}
   */
  public Point at(Line line, double t, Task task) {
    return merged(line.at(t), List.of(line.from(), line.to()), new double[] {1 - t, t}, task);
  }

  /**
   * Measures points of a line whose statistics are of this kind.
   *
   * @param line the line
   * @param positions where on it
   * @param task re-estimates statistics
   * @param objective measures
   * @param sink receives one score per position, as they are known
   */
  public void along(Line line, double[] positions, Task task, Objective objective, ScoreSink sink) {
    boolean within = Arrays.stream(positions).allMatch(t -> t >= 0 && t <= 1);
    boolean blended = this == CARRY && within;
    if (blended || !changes(line.from().layout())) {
      // A task may hold statistics out of reach, and then refuses to re-estimate them.
      single(line.from(), task);
      objective.along(line, positions, sink);
      return;
    }
    for (int i = 0; i < positions.length; i++) {
      sink.accept(i, objective.score(at(line, positions[i], task)));
    }
  }

  /**
   * Returns the name that tables and options have.
   *
   * @return such as {@code re-estimate}
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
