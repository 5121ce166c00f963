package org.stockpot.prune;

import org.stockpot.weights.Point;

/** A saliency that asks a task: for gradients, for the inputs of layers, or for a start. */
public interface NetworkSaliency extends Saliency {

  @Override
  float[] scores(ScoredNetwork network);

  @Override
  default boolean seesExamples() {
    return true;
  }

  @Override
  default float[] scores(Point solution, long seed) {
    throw new UnsupportedOperationException(
        this + " scores networks of a task, not weights alone: call scores(ScoredNetwork)");
  }
}
