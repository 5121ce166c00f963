package org.stockpot.merge;

/** Over what a method computes norms, angles and ranks. */
public enum Scope {
  /** Over all coordinates at once, as most papers write it. */
  WHOLE,
  /** Over each tensor by itself, as mergekit does. */
  TENSOR,
  /**
   * Over each row of a tensor, the entries of one first index: what makes one unit of a dense or
   * convolution layer. A bias is one row.
   */
  ROW;

  static final MergeOption TENSOR_FIRST =
      MergeOption.choice("scope", "tensor", "over what norms and ranks are", "whole", "tensor");

  static final MergeOption WHOLE_FIRST =
      MergeOption.choice("scope", "whole", "over what norms and ranks are", "whole", "tensor");

  static final MergeOption TENSOR_OR_ROW =
      MergeOption.choice(
          "scope", "tensor", "over what norms and angles are", "whole", "tensor", "row");

  /** Requires the vector or tensors, not rows. */
  void requireNoRow() {
    if (this == ROW) {
      throw new IllegalArgumentException("scope must be one of whole tensor, got row");
    }
  }
}
