package org.stockpot.merge;

/** Whether members must agree on the sign of an entry, and what a sum of 0 elects. */
public enum Election {
  /** No election: all members count. */
  NONE,
  /**
   * The sign of the weighted sum, or where that is 0 the sign that most entries have, as the paper
   * on TIES does: one more reading.
   */
  MAJORITY,
  /** The sign of the weighted sum, or where that is 0 plus, as mergekit does. */
  PLUS;

  static final MergeOption OPTION =
      MergeOption.choice("zero", "majority", "which sign a sum of 0 elects", "majority", "plus");
}
