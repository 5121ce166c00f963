package org.stockpot.format;

import java.util.List;
import org.stockpot.weights.ChunkedMerge;
import org.stockpot.weights.MergePart;

/** The weighted mean as a method. */
record Mean() implements ChunkedMerge {

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
    return new MeanPart(weights);
  }
}
