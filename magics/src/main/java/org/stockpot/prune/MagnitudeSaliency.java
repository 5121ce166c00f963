package org.stockpot.prune;

import org.stockpot.weights.Point;

/** The magnitude |w|: the saliency of iterative magnitude pruning. */
record MagnitudeSaliency() implements Saliency {

  @Override
  public float[] scores(Point solution, long seed) {
    float[] scores = solution.toArray();
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Math.abs(scores[i]);
    }
    return scores;
  }

  /** Returns {@code magnitude}. */
  @Override
  public String toString() {
    return "magnitude";
  }
}
