package org.stockpot.merge;

/** How the entries of a task vector that were drawn make up for those that were not. */
public enum Rescale {
  /** Each is divided by the probability that it stays, as papers write it: unbiased. */
  PROBABILITY,
  /**
   * All of one member and vector or tensor are multiplied by {@code ‖τ‖₁ / ‖s‖₁}, as mergekit does:
   * the sum of magnitudes is kept exactly, the expectation nearly.
   */
  L1,
  /** They do not. */
  NONE;

  static final MergeOption OPTION =
      MergeOption.choice(
          "rescale",
          "probability",
          "what entries that stay are scaled by",
          "probability",
          "l1",
          "none");
}
