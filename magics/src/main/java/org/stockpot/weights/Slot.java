package org.stockpot.weights;

import java.util.List;
import java.util.Objects;

/**
 * One tensor's place in the flat vector of a model: entries {@code offset} to {@code offset + size
 * - 1}, in row-major order.
 *
 * @param name the slot's name, unique in its layout, such as {@code fc1.weight}
 * @param role what its numbers do
 * @param shape the tensor's dimensions, outermost first; empty for a scalar
 * @param offset the index of its first entry in the flat vector
 */
public record Slot(String name, Role role, List<Integer> shape, int offset) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if the name is blank, a dimension is below 1, the offset is
   *     negative, or the slot ends beyond the largest Java array
   */
  public Slot {
    Objects.requireNonNull(role, "role");
    shape = List.copyOf(shape);
    if (name.isBlank()) {
      throw new IllegalArgumentException("a slot must have a name, got a blank one");
    }
    if (shape.stream().anyMatch(d -> d < 1)) {
      throw new IllegalArgumentException(
          "the dimensions of slot " + name + " must be at least 1, got " + shape);
    }
    long end =
        offset + shape.stream().mapToLong(Integer::longValue).reduce(1L, Math::multiplyExact);
    if (offset < 0 || end > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "slot " + name + " must lie in the first 2^31 - 1 entries, got " + offset + " to " + end);
    }
  }

  /**
   * Returns the number of entries, the product of the dimensions.
   *
   * @return at least 1
   */
  public int size() {
    int size = 1;
    for (int dimension : shape) {
      size *= dimension;
    }
    return size;
  }

  /**
   * Returns the index behind the last entry.
   *
   * @return {@code offset + size}
   */
  public int end() {
    return offset + size();
  }
}
