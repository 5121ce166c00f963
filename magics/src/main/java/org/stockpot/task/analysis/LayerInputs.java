package org.stockpot.task.analysis;

import java.util.List;
import java.util.Optional;

/**
 * What one layer with a weight matrix or kernel reads at a point: which of its inputs are the same
 * number for all examples, in evaluation.
 *
 * @param weight the slot of its weights, units along axis 0, inputs along axis 1
 * @param bias the slot of its biases; empty if it has none
 * @param padded whether zeros stand beside its inputs, as a convolution's padding puts them
 * @param positions at how many places of an example it multiplies by all of its weights: 1 for a
 *     dense layer, height times width of its outputs for a convolution
 * @param constants for each input the number that it always is; NaN if it varies
 */
public record LayerInputs(
    String weight, Optional<String> bias, boolean padded, long positions, List<Double> constants) {

  /** Copies the numbers. */
  public LayerInputs {
    constants = List.copyOf(constants);
  }

  /**
   * Returns whether an input that is always the same can be added to the biases instead.
   *
   * @return true if there are biases and no zeros stand beside the inputs
   */
  public boolean folds() {
    return bias.isPresent() && !padded;
  }
}
