package org.stockpot.weights;

import java.util.Arrays;
import java.util.List;

/**
 * The weighted mean of some entries, {@code sum_i c_i w_i / sum_i c_i}, in double and divided once:
 * that of {@link Centroid}.
 *
 * @param weights c, with a finite sum other than 0
 */
public record MeanPart(List<Double> weights) implements MergePart {

  @Override
  public void merge(MergeChunk chunk, float[] merged) {
    double[] sum = new double[chunk.to() - chunk.from()];
    // -0.0 is the neutral element of addition: starting from +0.0 would lose the sign of -0.0.
    Arrays.fill(sum, -0.0);
    double total = 0;
    for (int i = 0; i < weights.size(); i++) {
      float[] values = chunk.members().get(i);
      double weight = weights.get(i);
      for (int j = 0; j < sum.length; j++) {
        sum[j] += weight * values[chunk.from() + j];
      }
      total += weight;
    }
    for (int j = 0; j < sum.length; j++) {
      merged[chunk.from() + j] = (float) (sum[j] / total);
    }
  }
}
