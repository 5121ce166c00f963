package org.stockpot.djl.binding;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A block under the name that PyTorch's files have for it: slots of its parameters are named by it,
 * and by the names of blocks around it, as in {@code layer1.0.conv1.weight}.
 */
public final class NamedBlock extends AbstractBlock {

  private static final byte VERSION = 1;

  private final String name;
  private final Block block;

  /**
   * Names a block.
   *
   * @param name as PyTorch's files have it
   * @param block the block
   */
  public NamedBlock(String name, Block block) {
    super(VERSION);
    this.name = name;
    this.block = addChildBlock(name, block);
  }

  /**
   * Returns the name.
   *
   * @return as PyTorch has it
   */
  public String name() {
    return name;
  }

  /**
   * Returns what has the name.
   *
   * @return the block
   */
  public Block block() {
    return block;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    return block.forward(store, inputs, training, params);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return block.getOutputShapes(inputs);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    block.initialize(manager, type, inputs);
  }
}
