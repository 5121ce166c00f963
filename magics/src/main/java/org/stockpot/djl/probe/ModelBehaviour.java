package org.stockpot.djl.probe;

import org.stockpot.djl.Models;
import org.stockpot.dense.OutputKind;

import ai.djl.nn.Block;
import ai.djl.nn.norm.Dropout;
import java.util.Set;

/**
 * How a model behaves, found by running it on some examples.
 *
 * @param draws whether passes in training mode draw random numbers, as dropout does
 * @param ending what its outputs are
 * @param cutsInputs whether it sees nothing of its inputs but their whole numbers
 * @param moved the slots without gradient that a pass in training mode changes
 */
record ModelBehaviour(boolean draws, OutputKind ending, boolean cutsInputs, Set<String> moved) {

  /** Returns that of a network that {@link Models} knows by name. */
  static ModelBehaviour ofModel(Block block) {
    return new ModelBehaviour(hasDropout(block), OutputKind.SCORES, false, Set.of());
  }

  private static boolean hasDropout(Block block) {
    return block instanceof Dropout
        || block.getChildren().values().stream().anyMatch(ModelBehaviour::hasDropout);
  }
}
