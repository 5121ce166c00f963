package org.stockpot.prune.dead;

import java.util.List;

/**
 * How many outputs of a ReLU layer are zero.
 *
 * @param layer the layer, or {@link DeadUnitResult#ALL}
 * @param units its units: rows of a dense layer's weights, channels of a convolution; behind a sum
 *     of branches the numbers that it gives
 * @param masked those of them whose incoming weights are known: all, or none behind a sum of
 *     branches
 * @param pruned units whose incoming weights are all pruned
 * @param silent other units that are zero on all examples, at all places
 * @param outputs outputs of units that are not pruned, over all examples and places
 * @param zeros how many of them are zero
 */
public record DeadRates(
    String layer, int units, int masked, int pruned, int silent, long outputs, long zeros) {

  /**
   * Returns the static dead-neuron rate: the share of units that are dead as the mask keeps no
   * weight to them.
   *
   * @return from 0 to 1; NaN if it is not known which weights make the units
   */
  public double staticRate() {
    return masked == 0 ? Double.NaN : (double) pruned / masked;
  }

  /**
   * Returns the dynamic dead-neuron rate: the mean over examples and units that are not statically
   * dead of {@code [ReLU(z) = 0]}.
   *
   * @return from 0 to 1; NaN if all units are statically dead
   */
  public double dynamicRate() {
    return outputs == 0 ? Double.NaN : (double) zeros / outputs;
  }

  /**
   * Returns the share of units that are zero on all examples though the mask keeps weights to them.
   *
   * @return from 0 to 1
   */
  public double silentRate() {
    return (double) silent / units;
  }

  /** Returns the rates of all layers together, each unit and output counting once. */
  static DeadRates sum(String name, List<DeadRates> layers) {
    boolean known = layers.stream().allMatch(layer -> layer.masked() > 0);
    return new DeadRates(
        name,
        layers.stream().mapToInt(DeadRates::units).sum(),
        known ? layers.stream().mapToInt(DeadRates::masked).sum() : 0,
        layers.stream().mapToInt(DeadRates::pruned).sum(),
        layers.stream().mapToInt(DeadRates::silent).sum(),
        layers.stream().mapToLong(DeadRates::outputs).sum(),
        layers.stream().mapToLong(DeadRates::zeros).sum());
  }
}
