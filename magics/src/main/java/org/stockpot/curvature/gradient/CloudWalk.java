package org.stockpot.curvature.gradient;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.stockpot.weights.Point;

/**
 * A walk of gradient steps from a random start.
 *
 * @param setting which loss, starts and steps
 * @param number which of the starts, from 1; the same number is the same start, scaled by b
 * @param points the visited points that were looked at, in the order of their steps
 * @param end where it ended, if ‖∇L‖ is within the tolerance there
 * @param diverged the step whose loss, gradient or curvature is not finite; empty if there is none
 */
public record CloudWalk(
    Setting setting,
    int number,
    List<CloudPoint> points,
    Optional<Point> end,
    OptionalLong diverged) {

  /**
   * What several walks share.
   *
   * @param loss which loss is walked down
   * @param b starts are uniform in {@code [-b, b]^n}
   * @param lr the length of a step as a multiple of the gradient
   */
  public record Setting(CloudLoss loss, double b, double lr) {}

  /** Copies the list. */
  public CloudWalk {
    points = List.copyOf(points);
  }

  /**
   * Returns the last point that was looked at.
   *
   * @return the end, unless the walk diverged
   * @throws IndexOutOfBoundsException if the start is not finite already
   */
  public CloudPoint last() {
    return points.get(points.size() - 1);
  }
}
