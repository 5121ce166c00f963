package org.stockpot.prune;

/**
 * A training of a replicate that came to nothing: its loss or its weights became NaN or infinite.
 *
 * @param seed the replicate's seed
 * @param kind which network
 * @param round the number of prunings before it; 0 for the dense run
 * @param copy which of several copies, from 1, while others were merged; 0 for the network itself
 * @param density the share of prunable weights kept
 * @param step the position in the schedule at which it diverged
 * @param message what happened, and what to try
 */
public record DivergedRound(
    long seed, NetworkKind kind, int round, int copy, double density, long step, String message) {

  /**
   * Returns whether a network of the same seed is missing because of this one.
   *
   * @param other which network
   * @param at its round
   * @param retraining whether later rounds go on from the networks of earlier ones
   * @return true if it could not be trained, or is this one
   */
  boolean prevents(NetworkKind other, int at, Retraining retraining) {
    if (copy > 0 || at < round) {
      return false;
    } else if (kind == NetworkKind.TICKET || (kind == NetworkKind.DENSE && round == 0)) {
      return other != NetworkKind.DENSE || round == 0 || retraining.continuesDense();
    }
    return other == kind && (at == round || goesOn(retraining));
  }

  /** Returns whether this kind's later rounds start from this one. */
  private boolean goesOn(Retraining retraining) {
    if (kind == NetworkKind.INVERTED || kind == NetworkKind.LONGER_RETRAINING) {
      return retraining.pruning() == Retraining.Ladder.ITERATIVE;
    }
    return kind != NetworkKind.RANDOM_INIT && retraining.isChained();
  }
}
