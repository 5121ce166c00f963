package org.stockpot.study;

import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Verdict;

/**
 * How far a variant lies above the first one at a level.
 *
 * @param difference the mean difference of test errors or heights, as a share
 * @param pairing what it is taken between
 * @param complete whether no replicate is missing because it diverged
 */
public record Contrast(Interval difference, Pairing pairing, boolean complete) {

  /** What a difference is taken between. */
  public enum Pairing {
    /** Inside replicates that both have. */
    PAIRED,
    /** Between means over replicates that they do not share. */
    UNPAIRED,
    /** The networks are the same, so there is no difference. */
    SAME
  }

  /**
   * Returns whether the variant is better: its error or barrier is lower.
   *
   * @return yes if the whole interval of the difference lies below 0, no if none of it does, else
   *     undecided, as where a replicate diverged: those that are left may be the lucky ones
   */
  public Verdict better() {
    if (pairing == Pairing.SAME) {
      return Verdict.NO;
    }
    return difference.atMost(0).onlyIf(complete);
  }
}
