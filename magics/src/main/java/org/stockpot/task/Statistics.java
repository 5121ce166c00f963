package org.stockpot.task;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;

/**
 * What becomes of running statistics when points are blended. Blended statistics are those of no
 * network, so the choice can outweigh everything else that is measured. One rule serves lines,
 * gates, planes, soups and their baselines.
 *
 * <p>A blend that has a weight on one point alone is that point, with its own statistics, unless
 * they are re-estimated everywhere. Statistics are never extrapolated, as a variance could become
 * negative: where a weight is negative, they are re-estimated in place of being blended.
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
  RE_ESTIMATE;

  /**
   * Returns the blend {@code sum_i c_i w_i / sum_i c_i} with statistics of this kind.
   *
   * @param basis the points w, the first of which {@link #NONE} takes statistics from
   * @param weights c, one per point; must not sum to 0
   * @param task re-estimates statistics
   * @return the point to use
   * @throws RecalibrationException if statistics are to be re-estimated and cannot be
   */
  public Point blend(List<Point> basis, double[] weights, Task task) {
    boolean single = Arrays.stream(weights).filter(c -> c != 0).count() == 1;
    double sum = Arrays.stream(weights).sum();
    boolean convex = Arrays.stream(weights).allMatch(c -> c / sum >= 0);
    return treat(Blends.mean(basis, weights), single, convex, basis.get(0), task);
  }

  private Point treat(Point blend, boolean single, boolean convex, Point first, Task task) {
    if (this == RE_ESTIMATE) {
      return task.recalibrate(blend);
    } else if (single || !blend.layout().hasStatistics()) {
      return blend;
    } else if (this == NONE) {
      return blend.withStatisticsOf(first);
    }
    return convex ? blend : task.recalibrate(blend);
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
   */
  public Point at(Line line, double t, Task task) {
    return treat(line.at(t), t == 0 || t == 1, t >= 0 && t <= 1, line.from(), task);
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
    if (blended || !line.from().layout().hasStatistics()) {
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
