package org.stockpot.prune;

import java.util.SplittableRandom;
import org.stockpot.weights.Point;

/** Independent uniform numbers, which prune at random: the random baseline. */
record RandomSaliency() implements Saliency {

  @Override
  public float[] scores(Point solution, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] scores = new float[solution.layout().size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) random.nextDouble();
    }
    return scores;
  }

  /** Returns {@code random}. */
  @Override
  public String toString() {
    return "random";
  }
}
