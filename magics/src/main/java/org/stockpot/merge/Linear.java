package org.stockpot.merge;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.stockpot.weights.ChunkedMerge;
import org.stockpot.weights.MergeChunk;
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
          Set.of(),
          List.of(),
          (values, tasks) -> new Linear());

  @Override
  public boolean wholeVector() {
    return false;
  }

  @Override
  public boolean wholeRows() {
    return false;
  }

  @Override
  public MergePart part(List<Double> weights, boolean hasBase) {
    double total = Vectors.total(weights);
    return (chunk, merged) -> merge(chunk, weights, total, merged);
  }

  private static void merge(MergeChunk chunk, List<Double> weights, double total, float[] merged) {
    double[] sum = new double[chunk.to() - chunk.from()];
    // -0.0 is the neutral element of addition: starting from +0.0 would lose the sign of -0.0.
    Arrays.fill(sum, -0.0);
    for (int m = 0; m < weights.size(); m++) {
      float[] member = chunk.members().get(m);
      double weight = weights.get(m);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weight * member[chunk.from() + i];
      }
    }
    for (int i = 0; i < sum.length; i++) {
      merged[chunk.from() + i] = (float) (sum[i] / total);
    }
  }
}
