package org.stockpot.prune;

import org.stockpot.weights.Point;

/**
 * How much each weight matters. Pruning removes the weights of lowest saliency; a user's own is a
 * lambda.
 */
@FunctionalInterface
public interface Saliency {

  /**
   * Scores a trained point.
   *
   * @param solution the end of the last training; not modified
   * @param seed for scores that are random
   * @return one number per entry of the flat vector, none NaN; those of entries that cannot be
   *     pruned are not read
   */
  float[] scores(Point solution, long seed);
}
