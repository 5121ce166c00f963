package org.stockpot.barrier;

import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/**
 * A rewound start and the mask that the next pruning led to.
 *
 * @param origin the dense rewind point
 * @param mask m(L)
 * @param next m(L + 1), nested in it
 * @param seed the replicate's seed
 */
public record RewoundStart(Point origin, Mask mask, Mask next, long seed) {

  /**
   * Returns the distance to the next rewound start, norm((m(L) - m(L + 1)) w_k).
   *
   * @return at least 0
   */
  public double distance() {
    return origin.masked(mask).distance(origin.masked(next));
  }
}
