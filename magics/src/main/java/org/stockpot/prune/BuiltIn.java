package org.stockpot.prune;

import java.util.SplittableRandom;
import org.stockpot.weights.Point;

/** The saliencies that have a name. */
enum BuiltIn implements Saliency {
  MAGNITUDE {
    @Override
    public float[] scores(Point solution, long seed) {
      float[] scores = solution.toArray();
      for (int i = 0; i < scores.length; i++) {
        scores[i] = Math.abs(scores[i]);
      }
      return scores;
    }
  },
  RANDOM {
    @Override
    public float[] scores(Point solution, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      float[] scores = new float[solution.layout().size()];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = (float) random.nextDouble();
      }
      return scores;
    }
  }
}
