package org.stockpot.align;

import java.util.Locale;

/**
 * What learned permutations minimise. See Peña et al., "Re-basin via implicit Sinkhorn
 * differentiation", CVPR 2023, §4.
 */
public enum LearnedLoss {
  /** The task's loss half-way between A and P(B). */
  MIDPOINT,
  /** The task's loss at a point of the line between A and P(B), drawn uniformly in each step. */
  RANDOM,
  /** The squared distance of A and P(B), for which the task is not asked. */
  DISTANCE;

  /** Returns the name that options have. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
