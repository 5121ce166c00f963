package org.stockpot.task.analysis;

import java.util.List;

/**
 * What gates of channels let through, the mean over examples.
 *
 * @param flops of an example: two for each weight of a dense layer, and of a convolution from a
 *     channel that is computed to one that is, at each place; two for each weight of a gate
 * @param denseFlops the same without gates
 * @param channels how many each convolution has
 * @param computed the share of them that is computed
 */
public record GateUse(
    double flops, double denseFlops, List<Integer> channels, List<Double> computed) {

  /** Copies the lists. */
  public GateUse {
    channels = List.copyOf(channels);
    computed = List.copyOf(computed);
  }
}
