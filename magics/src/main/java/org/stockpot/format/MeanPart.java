package org.stockpot.format;

import java.util.Arrays;
import java.util.List;
import org.stockpot.weights.MergeChunk;
import org.stockpot.weights.MergePart;

/** The weighted mean, in double and divided once: that of {@link org.stockpot.weights.Centroid}. */
record MeanPart(List<Double> weights) implements MergePart {

  MeanPart {
    double total = weights.stream().mapToDouble(c -> c).sum();
    if (!Double.isFinite(total) || total == 0) {
      throw new IllegalArgumentException(
          "the weights of a soup must have a finite sum other than 0, got " + weights);
    }
  }

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
