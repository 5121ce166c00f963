package org.stockpot.landscape;

import java.util.OptionalDouble;
import org.stockpot.task.Objective;
import org.stockpot.weights.Point;

/** How far one can go in one direction until the loss is that of the edge. */
final class Radius {

  /** Beyond this a basin is narrower than floats tell. */
  private static final int MOST_HALVINGS = 40;

  private static final double FIRST = 1.0 / 64;

  private Radius() {}

  /**
   * Looks for the edge: steps are doubled until it is passed, or halved until it is not, and the
   * last is bisected. A loss that is not finite lies behind the edge. What crosses the edge between
   * two steps and comes back is not seen.
   *
   * @param direction of the length that 1 stands for
   * @param edge the loss there
   * @param norms how far is looked at most, in such lengths
   * @param precision of a radius, as a share of it
   * @return the distance in weight space; empty if the edge is not within reach
   */
  static OptionalDouble of(
      Objective objective,
      Point from,
      Point direction,
      double edge,
      double norms,
      double precision) {
    try (RayLoss loss = new RayLoss(objective, from, direction)) {
      double inside = 0;
      double outside = Math.min(FIRST, norms);
      while (isInside(loss, outside, edge)) {
        if (outside >= norms) {
          return OptionalDouble.empty();
        }
        inside = outside;
        outside = Math.min(norms, 2 * outside);
      }
      for (int i = 0; inside == 0 && i < MOST_HALVINGS; i++) {
        double half = outside / 2;
        if (isInside(loss, half, edge)) {
          inside = half;
        } else {
          outside = half;
        }
      }
      while (outside - inside > precision * outside) {
        double middle = (inside + outside) / 2;
        if (isInside(loss, middle, edge)) {
          inside = middle;
        } else {
          outside = middle;
        }
      }
      return OptionalDouble.of((inside + outside) / 2 * direction.norm());
    }
  }

  private static boolean isInside(RayLoss loss, double s, double edge) {
    return loss.at(s) < edge;
  }
}
