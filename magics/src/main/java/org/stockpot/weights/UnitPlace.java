package org.stockpot.weights;

import java.util.List;

/**
 * Where the units of a group lie along one dimension of a slot: unit u takes the indices {@code
 * starts[u]} to {@code starts[u] + width - 1} of that axis.
 *
 * <p>Example: the 16 filters of a convolution lie along axis 0 of its kernel, at starts 0 to 15
 * with width 1. If images of 4×4 are flattened behind it, they lie along axis 1 of the next weight
 * matrix at 0, 16, 32 … with width 16.
 *
 * @param slot the slot's name
 * @param axis the dimension, 0 for the outermost
 * @param starts one index per unit
 * @param width how many indices in a row belong to one unit, at least 1
 */
public record UnitPlace(String slot, int axis, List<Integer> starts, int width) {

  /**
   * Copies the starts.
   *
   * @throws IllegalArgumentException if the axis or a start is negative, or the width is below 1
   */
  public UnitPlace {
    starts = List.copyOf(starts);
    if (axis < 0 || width < 1 || starts.stream().anyMatch(start -> start < 0)) {
      throw new IllegalArgumentException(
          "units of " + slot + " must lie along an axis, got axis " + axis + ", width " + width);
    }
  }
}
