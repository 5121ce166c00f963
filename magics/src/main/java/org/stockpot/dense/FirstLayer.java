package org.stockpot.dense;

import ai.djl.ndarray.NDArray;

/** The first layer of a point: what is linear in its weights, z = W x + b. */
@FunctionalInterface
public interface FirstLayer {

  /**
   * Returns what comes out of the layer for a chunk of examples.
   *
   * @param inputs one row per example
   * @return z, one row per example
   */
  NDArray product(NDArray inputs);
}
