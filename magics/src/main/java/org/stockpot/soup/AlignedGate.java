package org.stockpot.soup;

import java.util.OptionalDouble;

/**
 * How high the path from a soup to an ingredient is, that its gate refused, once the ingredient's
 * units lie next to the soup's: heights of the validation error above the baseline of the settings,
 * as shares of the examples.
 *
 * @param aligned the height with units aligned
 * @param repaired the height with units aligned and blends repaired ({@link
 *     org.stockpot.task.Statistics#REPAIR}), if they can be
 * @param unrepaired why they cannot; empty if they can
 */
public record AlignedGate(double aligned, OptionalDouble repaired, String unrepaired) {

  /**
   * Returns the lowest of the heights.
   *
   * @return the height with units aligned, or repaired, too
   */
  public double lowest() {
    return Math.min(aligned, repaired.orElse(aligned));
  }
}
