package org.stockpot.barrier;

import org.stockpot.task.Seeds;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/**
 * A training run that is forked: the dense run from an initialisation, and the mask under which its
 * copies train.
 *
 * @param series such as {@code dense} or {@code ticket}
 * @param init the initialisation
 * @param mask what the copies keep
 * @param seed the seed of the run up to the fork
 */
public record Fork(String series, Point init, Mask mask, long seed) {

  /**
   * Returns the dense fork of an initialisation.
   *
   * @param init the initialisation
   * @param seed the replicate's seed
   * @return the fork
   */
  public static Fork dense(Point init, long seed) {
    return new Fork("dense", init, Mask.full(init.layout()), seed);
  }

  /** Returns the seed of the run up to the fork: that of the dense run of a pruning ladder. */
  long trunkSeed() {
    return Seeds.mix(seed, 0);
  }
}
