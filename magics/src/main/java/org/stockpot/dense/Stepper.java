package org.stockpot.dense;

import java.nio.FloatBuffer;

/** How a training's steps are computed: forward, backward, and the update of the weights. */
public interface Stepper extends AutoCloseable {

  /** Writes the inputs of some examples of a batch. Threads may write different ones. */
  @FunctionalInterface
  interface Inputs {
    /**
     * Writes some examples of the batch, one row each.
     *
     * @param from the first of them
     * @param to the one behind the last
     * @param memory where the first row goes; as long as all of them
     */
    void write(int from, int to, FloatBuffer memory);
  }

  /**
   * Sets all parameters and statistics; to be done before the first step.
   *
   * @param values one number for each
   */
  void set(FloatBuffer values);

  /**
   * Reads all parameters and statistics.
   *
   * @param values one number for each
   */
  void get(float[] values);

  /**
   * Takes one step.
   *
   * @param chosen the examples of the batch
   * @param inputs writes what belongs to them
   * @return their mean loss before the step; if it is not finite, nothing was changed
   */
  double step(int[] chosen, Inputs inputs);

  @Override
  void close();
}
