package org.stockpot.dense;

import java.nio.FloatBuffer;

/** What a step descends. */
@FunctionalInterface
public interface BatchLoss {

  /**
   * Returns the mean loss over a batch and writes the gradient of that mean by the outputs.
   *
   * @param outputs one row per example of the batch
   * @param batch the examples' indices
   * @param gradient as many numbers as outputs; overwritten
   * @return the mean loss over a batch and writes the gradient of that mean by the outputs
   */
  double loss(FloatBuffer outputs, int[] batch, float[] gradient);
}
