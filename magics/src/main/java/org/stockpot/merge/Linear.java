package org.stockpot.merge;

import java.util.List;
import org.stockpot.weights.ChunkedMerge;
import org.stockpot.weights.MeanPart;
import org.stockpot.weights.MergePart;

/**
 * The weighted mean, {@code sum_i c_i w_i / sum_i c_i}: the uniform soup of Wortsman et al., "Model
 * soups", ICML 2022, and what every other method falls back to for statistics. The mean of equal
 * points is that point bit for bit.
 *
 * <p>What some but not all members pruned becomes non-zero. Example: {@code new
 * Linear().of(MergeInputs.of(List.of(a, b)))} is {@code new Line(a, b).at(0.5)}.
 */
public record Linear() implements ChunkedMerge {

  static final MergeMethod METHOD =
      new MergeMethod(
          "linear",
          "the weighted mean",
          "Wortsman et al., ICML 2022",
          "wortsman2022soups",
          MergeMethod.Base.UNUSED,
          1,
          MergeMethod.ANY,
          false,
          List.of(),
          (values, tasks) -> new Linear());

  @Override
  public MergePart part(List<Double> weights, boolean hasBase) {
    Vectors.total(weights);
    return new MeanPart(weights);
  }
}
