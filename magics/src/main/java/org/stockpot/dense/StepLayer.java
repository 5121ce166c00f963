package org.stockpot.dense;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** One layer of a {@link DenseStepper}. */
interface StepLayer {

  /** Returns what the layer gives, one row per example. */
  NDArray outputs();

  /**
   * Tells the layer what the one that it feeds has.
   *
   * @param weights its matrix
   * @param gradients by what its units sum up, one row per unit
   */
  void feed(NDArray weights, NDArray gradients);

  /** Takes the weights from the network's memory, if they are kept elsewhere. */
  default void load() {}

  /** Writes the weights to the network's memory, if they are kept elsewhere. */
  default void store() {}

  /** Returns what can be worked at side by side. */
  List<? extends Part> parts();

  /** A part of the layer. */
  interface Part {

    /** Computes activations. */
    void forward();

    /** Computes the gradient by what units sum up, from that of the layer above. */
    void backward();

    /** Computes the gradient by weights and biases, and updates them. */
    void update();
  }
}
