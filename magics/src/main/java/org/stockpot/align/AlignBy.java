package org.stockpot.align;

import java.util.Locale;

/** By what units of two networks are matched. */
public enum AlignBy {
  /**
   * By their weights: the permutation nearest in weights. See Ainsworth et al., "Git Re-Basin",
   * ICLR 2023, §3.2.
   */
  WEIGHTS,
  /**
   * By the correlation of their activations over training examples. See Li et al., "Convergent
   * Learning", ICLR 2016, and Ainsworth et al., §3.1.
   */
  ACTIVATIONS,
  /**
   * By descent on the loss half-way, the permutation nearest to trained weights being passed by
   * their gradient straight through. See Ainsworth et al., §3.3.
   */
  STRAIGHT_THROUGH,

  /**
   * By gradient through soft permutations. See Peña et al., "Re-basin via implicit Sinkhorn
   * differentiation", CVPR 2023.
   */
  LEARNED;

  /**
   * Returns whether a recipe says how something is trained.
   *
   * @return true for straight-through descent and learned permutations
   */
  public boolean trains() {
    return this == STRAIGHT_THROUGH || this == LEARNED;
  }

  /** Returns the name that options have, such as {@code straight-through}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
