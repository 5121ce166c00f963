package org.stockpot.djl.network;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;

/** Blocks that follow one another, run without gradients. */
final class BlockLayers {

  private BlockLayers() {}

  /** Returns the blocks that a block runs one after another; itself if it is none that does. */
  static List<Block> of(Block block) {
    if (block.getClass() != SequentialBlock.class
        || ((SequentialBlock) block).isReturnIntermediate()) {
      return List.of(block);
    }
    List<Block> layers = new ArrayList<>();
    block.getChildren().values().forEach(child -> layers.addAll(of(child)));
    return layers;
  }

  static NDList forward(List<Block> layers, ParameterStore store, NDList inputs) {
    NDList current = inputs;
    for (Block layer : layers) {
      current = layer.forward(store, current, false);
    }
    return current;
  }
}
