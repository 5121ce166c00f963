package org.stockpot.djl.binding;

import java.util.OptionalLong;
import org.stockpot.weights.Slot;

/**
 * A layer that normalises by its batch in training and by running statistics else.
 *
 * @param mean the slot of its running mean
 * @param variance the slot of its running variance
 * @param positions values per channel and example, such as the pixels of a map, if they are known
 */
public record Normalisation(Slot mean, Slot variance, OptionalLong positions) {

  /**
   * Returns whether a slot is one of the two.
   *
   * @param slot its index in the layout
   * @return whether a slot is one of the two
   */
  public boolean has(Slot slot) {
    return mean.equals(slot) || variance.equals(slot);
  }
}
