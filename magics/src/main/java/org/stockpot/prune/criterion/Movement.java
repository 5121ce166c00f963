package org.stockpot.prune.criterion;

import org.stockpot.prune.NetworkSaliency;
import org.stockpot.prune.ScoredNetwork;
import org.stockpot.weights.Point;

/**
 * Movement away from 0 along the last training, {@code ½ (θ² - θ₀²)}, θ₀ where it started. Along
 * gradient flow that is {@code -∫ g ⊙ θ dt}, what the paper sums step by step; it is positive where
 * a weight grew.
 *
 * <p>See Sanh, Wolf, Rush, "Movement Pruning: Adaptive Sparsity by Fine-Tuning", NeurIPS 2020, §3.
 * Differs: the ends of a training decide, so that momentum and weight decay count as the movement
 * they make, and masks do not change during the training.
 */
public record Movement() implements NetworkSaliency {

  @Override
  public float[] scores(ScoredNetwork network) {
    Point end = network.point();
    Point start = network.start();
    if (start.equals(end)) {
      throw new IllegalArgumentException(
          "saliency movement needs the start of a training, got weights alone; %imp knows it");
    }
    return Scores.of(
        this,
        end.layout(),
        i -> ((double) end.at(i) * end.at(i) - (double) start.at(i) * start.at(i)) / 2);
  }

  @Override
  public boolean seesExamples() {
    return false;
  }

  /** Returns {@code movement}. */
  @Override
  public String toString() {
    return "movement";
  }
}
