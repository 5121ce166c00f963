package org.stockpot.task.analysis;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.stockpot.weights.Point;

/**
 * Second moments of what the weights of linear layers are multiplied by, in evaluation mode: {@code
 * G = 1/N sum_i x_i x_iᵀ}, which is all that a layer's squared error {@code 1/N sum_i |(W - V)
 * x_i|²} needs to know of the examples.
 *
 * <p>Inputs of a layer are what the layers before it give, behind their nonlinearities; those of
 * the first are the examples. A convolution is a linear layer over patches: its x are all places of
 * all examples, channel by channel and in each row by row as its kernels are stored, and N still
 * counts examples.
 */
public interface InputGrams {

  /**
   * Returns the slots of weights whose inputs are known. The first dimension of each counts
   * outputs, and the product of the others is the length of x.
   *
   * @return names of slots, in the order of the layers
   */
  List<String> slots();

  /**
   * Returns the slots whose inputs are the examples themselves, so that their moments are the same
   * for all weights.
   *
   * @return some of {@link #slots}
   */
  default List<String> ofExamples() {
    return List.of();
  }

  /**
   * Returns how many examples there are.
   *
   * @return N, at least 1
   */
  int examples();

  /**
   * Computes the moments of some slots in one pass.
   *
   * @param at the weights
   * @param slots some of {@link #slots}
   * @return for each slot G, row by row, added in double
   * @throws IllegalArgumentException if the inputs of a slot are not known
   * @throws CancellationException if the calling thread was interrupted
   */
  Map<String, double[]> of(Point at, List<String> slots);
}
