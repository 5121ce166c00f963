package org.stockpot.curvature.gradient;

import java.util.List;
import org.stockpot.weights.Point;

/**
 * Where walks end: a stationary point within the tolerance, and the ends that are near to it.
 *
 * @param loss of which loss
 * @param walks the walks that end there, at least one
 * @param end the numbers of the end with the shortest gradient
 * @param index how many eigenvalues of the Hessian are negative there, by more than the tolerance
 * @param bound whether there may be more: all that were computed are negative, or not all were
 *     found; Ritz values lie inside of the spectrum, so that the index is never less
 * @param at that end
 */
public record Attractor(
    CloudLoss loss, List<CloudWalk> walks, CloudPoint end, int index, boolean bound, Point at) {

  /** Copies the list. */
  public Attractor {
    walks = List.copyOf(walks);
  }
}
