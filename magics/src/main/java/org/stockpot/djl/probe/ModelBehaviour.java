package org.stockpot.djl.probe;

import ai.djl.nn.Block;
import ai.djl.nn.norm.Dropout;
import java.util.Set;
import org.stockpot.dense.OutputKind;
import org.stockpot.djl.Models;

/**
 * How a model behaves, found by running it on some examples.
 *
 * @param draws whether passes in training mode draw random numbers, as dropout does
 * @param ending what its outputs are
 * @param cutsInputs whether it sees nothing of its inputs but their whole numbers
 * @param moved the slots without gradient that a pass in training mode changes
 */
public record ModelBehaviour(
    boolean draws, OutputKind ending, boolean cutsInputs, Set<String> moved) {

  /**
   * Returns that of a network that {@link Models} knows by name.
   *
   * @param block the block
   * @return that of a network that {@code Models} knows by name
   */
  public static ModelBehaviour ofModel(Block block) {
    return new ModelBehaviour(hasDropout(block), OutputKind.LOGITS, false, Set.of());
  }

  private static boolean hasDropout(Block block) {
    return block instanceof Dropout
        || block.getChildren().values().stream().anyMatch(ModelBehaviour::hasDropout);
  }
}
