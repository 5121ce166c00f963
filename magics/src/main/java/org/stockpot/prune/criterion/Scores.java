package org.stockpot.prune.criterion;

import org.stockpot.weights.Layout;

/** Scores entry by entry, computed in double. */
final class Scores {

  private Scores() {}

  /** Gives the score of an entry. */
  @FunctionalInterface
  interface Formula {
    double of(int entry);
  }

  /**
   * Returns the scores of all entries.
   *
   * @throws IllegalArgumentException if one is beyond what a float holds
   */
  static float[] of(Object saliency, Layout layout, Formula formula) {
    float[] scores = new float[layout.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) formula.of(i);
      if (!Float.isFinite(scores[i])) {
        throw new IllegalArgumentException(
            "saliency "
                + saliency
                + " must be finite, got "
                + scores[i]
                + " at "
                + layout.entry(i)
                + ": the network's numbers leave the range of floats; magnitude does not");
      }
    }
    return scores;
  }
}
