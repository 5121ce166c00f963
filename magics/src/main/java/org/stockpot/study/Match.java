package org.stockpot.study;

/** Which rounds of pruning runs are compared with one another. */
public enum Match {
  /** Those that keep the same share of the weights, within a hundredth of it. */
  DENSITY,
  /** Those of the same number, whatever they keep. */
  ROUND
}
