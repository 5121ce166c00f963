package org.stockpot.djl.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import org.stockpot.dense.MatrixProduct;

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
      current =
          layer.getClass() == Linear.class && current.size() == 1
              ? new NDList(linear((Linear) layer, store, current.get(0)))
              : layer.forward(store, current, false);
    }
    return current;
  }

  private static NDArray linear(Linear layer, ParameterStore store, NDArray inputs) {
    Parameter weight = layer.getDirectParameters().get("weight");
    Parameter bias = layer.getDirectParameters().get("bias");
    NDArray w = store.getValue(weight, inputs.getDevice(), false);
    NDArray b = store.getValue(bias, inputs.getDevice(), false);
    return inputs.getShape().dimension() == 2
        ? MatrixProduct.of(inputs, w, b)
        : Linear.linear(inputs, w, b).get(0);
  }
}
