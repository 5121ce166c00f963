package org.stockpot.similarity;

/**
 * What a layer of a network makes of the examples.
 *
 * @param network the network's name
 * @param layer the layer's name
 * @param features numbers that the layer gives for an example
 * @param constant how many of them are the same for all examples, as of dead units
 * @param dead whether nothing depends on the examples, or on a single one alone, so that every
 *     alignment is defined as 0
 * @param ranks how many directions the activations spread over
 */
public record LayerRanks(
    String network, String layer, int features, int constant, boolean dead, Ranks ranks) {

  /** Returns the same with other words on whether it is dead. */
  LayerRanks withDead(boolean other) {
    return new LayerRanks(network, layer, features, constant, other, ranks);
  }
}
