package org.stockpot.merge;

import java.util.List;
import org.stockpot.weights.ChunkedMerge;
import org.stockpot.weights.MergePart;

/**
 * SCE: select, calculate, erase. Of the task vectors {@code τ_i = w_i - w_0} those entries stay
 * whose variance over members (divided by their number) is among the {@code ⌊d k⌋} largest of the k
 * that are not 0, with ties; a member's coefficient is {@code a_i = c_i Σ τ_i²} over what stays;
 * entries whose sign is not that of {@code Σ_i τ_i}, or plus where that is 0, are erased: {@code
 * w_0 + Σ a_i m_i τ_i / Σ a_i m_i}, and w_0 where nothing is left.
 *
 * <p>See Wan et al., "FuseChat: Knowledge Fusion of Chat Models", EMNLP 2025, §3.3, whose
 * coefficients and selection are those of each matrix.
 *
 * @param density d, the share of entries with variance that stays, above 0 and at most 1
 * @param scope over what variances are ranked: the whole vector or each tensor
 */
public record Sce(double density, Scope scope) implements ChunkedMerge {

  static final MergeMethod METHOD =
      new MergeMethod(
          "sce",
          "entries that vary between members, each member by the square of what it changed",
          "Wan et al., EMNLP 2025",
          "wan2025fusechat",
          MergeMethod.Base.REQUIRED,
          2,
          MergeMethod.ANY,
          false,
          List.of(
              MergeOption.number(
                  "density", "0.5", "above 0, at most 1", "share of varying entries that stays"),
              Scope.TENSOR_FIRST),
          (values, tasks) ->
              new Sce(values.number("density"), values.constant("scope", Scope.class)));

  /**
   * Checks density and scope.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Sce {
    scope.requireNoRow();
    Sparsity.requireDensity(density);
  }

  @Override
  public boolean wholeVector() {
    return scope == Scope.WHOLE;
  }

  @Override
  public MergePart part(List<Double> weights, boolean hasBase) {
    METHOD.require(weights.size(), hasBase);
    Vectors.requirePositive(METHOD.name(), weights);
    return new ScePart(density, weights);
  }
}
