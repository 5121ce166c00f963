package org.stockpot.prune;

import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** A saliency that makes up for what is removed by changing what is kept. */
public interface Compensation extends NetworkSaliency {

  /**
   * Changes the kept weights.
   *
   * @param network the network before weights are removed
   * @param next what will be kept of it
   * @return new weights, of which those outside {@code next} are not read
   */
  Point compensated(ScoredNetwork network, Mask next);
}
