package org.stockpot.prune;

import org.stockpot.weights.Point;

/**
 * How much each weight matters. Pruning removes the weights of lowest saliency; a user's own is a
 * lambda. One that asks more than the weights is a {@link NetworkSaliency}.
 */
@FunctionalInterface
public interface Saliency {

  /**
   * Scores a point.
   *
   * @param solution the end of the last training, or the start of the next; not modified
   * @param seed for scores that are random
   * @return one number per entry of the flat vector, none NaN; those of entries that cannot be
   *     pruned are not read
   */
  float[] scores(Point solution, long seed);

  /**
   * Scores a network of a task.
   *
   * @param network the weights, their mask, and what they are weights of
   * @return as {@link #scores(Point, long)}
   */
  default float[] scores(ScoredNetwork network) {
    return scores(network.point(), network.seed());
  }

  /**
   * Refuses what cannot be scored, before anything is trained.
   *
   * @param network the network that a run starts from
   * @throws IllegalArgumentException with the reason
   */
  default void require(ScoredNetwork network) {}

  /**
   * Returns whether scores depend on examples.
   *
   * @return false for those of weights alone
   */
  default boolean seesExamples() {
    return false;
  }

  /**
   * Returns how often the papers behind it score on the way to a density, if nobody says.
   *
   * @return at least 1
   */
  default int iterations() {
    return 1;
  }

  /**
   * Returns among which weights the papers behind it seek the lowest, if nobody says.
   *
   * @return the scope
   */
  default Scope scope() {
    return Scope.GLOBAL;
  }
}
