package org.stockpot.landscape;

import org.stockpot.weights.Layout;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Slot;

/**
 * A network whose surroundings are looked at.
 *
 * @param name what it is called
 * @param at its weights, and the mask of what moves
 */
public record SurroundedPoint(String name, MaskedPoint at) {

  /**
   * Checks the weights.
   *
   * @throws IllegalArgumentException if one is not finite, or nothing is left that could move
   */
  public SurroundedPoint {
    int wrong = at.point().firstNonFinite();
    if (wrong >= 0) {
      throw new IllegalArgumentException(
          name
              + " must have finite weights, got "
              + at.point().at(wrong)
              + " in "
              + at.point().layout().entry(wrong));
    }
    if (coordinates(at) == 0) {
      throw new IllegalArgumentException(name + " must have a weight that is not pruned, got none");
    }
  }

  /**
   * Returns how many coordinates move.
   *
   * @return those that are trained and kept by the mask
   */
  public int coordinates() {
    return coordinates(at);
  }

  private static int coordinates(MaskedPoint at) {
    Layout layout = at.point().layout();
    int count = 0;
    for (Slot slot : layout.slots()) {
      count += slot.role().isTrained() ? at.mask().kept(slot) : 0;
    }
    return count;
  }
}
