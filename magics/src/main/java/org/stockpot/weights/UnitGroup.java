package org.stockpot.weights;

import java.util.List;

/**
 * Units of a network that can change places: hidden units of a layer, filters of a convolution, or
 * the channels of all layers that add to one residual stream. Whoever permutes them in all of these
 * places leaves the network's function as it is.
 *
 * @param name where the units are made, such as {@code fc1}
 * @param units how many there are
 * @param places where they lie, in the order of the layout
 */
public record UnitGroup(String name, int units, List<UnitPlace> places) {

  /**
   * Copies the places.
   *
   * @throws IllegalArgumentException if there are no units or places, or a place has another number
   *     of units
   */
  public UnitGroup {
    places = List.copyOf(places);
    int count = units;
    if (units < 1
        || places.isEmpty()
        || places.stream().anyMatch(p -> p.starts().size() != count)) {
      throw new IllegalArgumentException(
          "group " + name + " must have its " + units + " units in each of its places");
    }
  }
}
