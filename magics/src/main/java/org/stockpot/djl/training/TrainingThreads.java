package org.stockpot.djl.training;

import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import org.stockpot.weights.Layout;

/** How many threads a training of a network is worth, where nobody says. */
public final class TrainingThreads {

  /** Parameters from which a dense network's products are worth sharing. */
  private static final int LARGE = 2_000_000;

  /** Inputs from which convolutions are worth sharing. */
  private static final int IMAGE = 16 * 16;

  private TrainingThreads() {}

  /**
   * Returns the threads for a model: small products are fastest and steadiest on one, and leave the
   * other cores to replicates; large layers, and convolutions over images that are not tiny, use
   * all.
   *
   * @param block the network
   * @param layout its slots
   * @param inputs numbers of an example
   * @return one, or as many as there are cores
   */
  public static int of(Block block, Layout layout, int inputs) {
    boolean large = layout.size() > LARGE || (inputs >= IMAGE && !isDense(block));
    return large ? Runtime.getRuntime().availableProcessors() : 1;
  }

  private static boolean isDense(Block block) {
    boolean known = block instanceof Linear || block.getDirectParameters().isEmpty();
    return known && block.getChildren().stream().allMatch(child -> isDense(child.getValue()));
  }
}
