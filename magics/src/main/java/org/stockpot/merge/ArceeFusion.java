package org.stockpot.merge;

import java.util.List;
import org.stockpot.weights.ChunkedMerge;
import org.stockpot.weights.MergePart;

/**
 * Arcee fusion, as mergekit's {@code arcee_fusion} does it: of {@code τ = w - w_0} of the one
 * member those entries are taken whose score {@code |τ| KL(softmax(w) ‖ softmax(w_0))}, with the
 * divergence of the entry's row and 1e-8 added to both probabilities, is at least the median of
 * scores plus 1.5 times their interquartile range. Quantile q of n scores is that of rank {@code ⌊q
 * (n - 1)⌋}.
 *
 * <p>Where mergekit takes rows along the last axis of a convolution, here a row is a unit's.
 *
 * @param scope over what quantiles are: the whole vector or each tensor
 */
public record ArceeFusion(Scope scope) implements ChunkedMerge {

  static final MergeMethod METHOD =
      new MergeMethod(
          "arcee-fusion",
          "the base, with the member's entries that matter far more than most",
          "Goddard et al., EMNLP 2024",
          "goddard2024mergekit",
          MergeMethod.Base.REQUIRED,
          1,
          1,
          false,
          List.of(Scope.TENSOR_FIRST),
          (values, tasks) -> new ArceeFusion(values.constant("scope", Scope.class)));

  /**
   * Checks the scope.
   *
   * @throws IllegalArgumentException if it is rows
   */
  public ArceeFusion {
    scope.requireNoRow();
  }

  @Override
  public boolean wholeVector() {
    return scope == Scope.WHOLE;
  }

  @Override
  public boolean wholeRows() {
    return true;
  }

  @Override
  public MergePart part(List<Double> weights, boolean hasBase) {
    METHOD.require(weights.size(), hasBase);
    return new ArceeFusionPart();
  }
}
