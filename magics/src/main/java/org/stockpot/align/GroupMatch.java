package org.stockpot.align;

import java.util.List;

/**
 * What became of one group of units.
 *
 * @param group its name
 * @param units how many there are
 * @param moved how many of them do not stay where they were
 * @param before the similarity of the units that lay in the same places, summed over them
 * @param after the same of those that lie there now
 * @param layers the layers by whose activations units are similar; none if by weights
 */
public record GroupMatch(
    String group, int units, int moved, double before, double after, List<String> layers) {

  /** Copies the layers. */
  public GroupMatch {
    layers = List.copyOf(layers);
  }

  /**
   * Returns by what units are similar: inner products of weights, or correlations of activations.
   *
   * @return {@code weights}, or such as {@code activations of fc1.out}
   */
  public String by() {
    return layers.isEmpty() ? "weights" : "activations of " + String.join(", ", layers);
  }
}
