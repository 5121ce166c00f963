package org.stockpot.dense;

import java.nio.FloatBuffer;

/** What a model's outputs for classes are. */
public enum OutputKind {
  /** Any numbers; their softmax is the probabilities. */
  LOGITS,
  /** Probabilities, as of a model that ends in softmax. */
  PROBABILITIES,
  /** Logarithms of probabilities, whose softmax is the probabilities. */
  LOG_PROBABILITIES;

  /** How far a sum of probabilities may lie from 1. */
  private static final double CLOSE = 1e-4;

  /**
   * Returns what outputs are by looking at some of them.
   *
   * @param outputs what the network gives, one row per example
   * @param classes how many there are
   * @return what outputs are by looking at some of them
   */
  public static OutputKind of(FloatBuffer outputs, int classes) {
    boolean probabilities = classes > 1;
    boolean logarithms = classes > 1;
    for (int i = 0; i + classes <= outputs.capacity(); i += classes) {
      double sum = 0;
      double sumOfPowers = 0;
      for (int k = 0; k < classes; k++) {
        float value = outputs.get(i + k);
        probabilities &= value >= 0;
        logarithms &= value <= 0;
        sum += value;
        sumOfPowers += Math.exp(value);
      }
      probabilities &= Math.abs(sum - 1) < CLOSE;
      logarithms &= Math.abs(sumOfPowers - 1) < CLOSE;
    }
    return probabilities ? PROBABILITIES : logarithms ? LOG_PROBABILITIES : LOGITS;
  }
}
