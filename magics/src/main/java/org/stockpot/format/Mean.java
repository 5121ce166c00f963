package org.stockpot.format;

import java.util.List;
import org.stockpot.weights.ChunkedMerge;
import org.stockpot.weights.MeanPart;
import org.stockpot.weights.MergePart;

/** The weighted mean as a method. */
record Mean() implements ChunkedMerge {

  @Override
  public MergePart part(List<Double> weights, boolean hasBase) {
    return of(weights);
  }

  /** Returns the mean with some weights. */
  static MergePart of(List<Double> weights) {
    double total = weights.stream().mapToDouble(c -> c).sum();
    if (!Double.isFinite(total) || total == 0) {
      throw new IllegalArgumentException(
          "the weights of a mean must have a finite sum other than 0, got " + weights);
    }
    return new MeanPart(weights);
  }
}
