package org.stockpot.djl.gating;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Convolution;
import java.util.List;
import org.stockpot.djl.binding.NamedBlock;

/** The layers of blocks that run others one after another. */
final class ChainedLayers {

  private ChainedLayers() {}

  /** Returns the blocks that a block runs one after another; itself if it is none that does. */
  static List<Block> of(Block block) {
    if (block instanceof NamedBlock named) {
      return of(named.block());
    }
    boolean chain =
        block.getClass() == SequentialBlock.class
            && !((SequentialBlock) block).isReturnIntermediate();
    return chain
        ? block.getChildren().values().stream().flatMap(child -> of(child).stream()).toList()
        : List.of(block);
  }

  /** Returns how many convolutions there are anywhere in a block. */
  static long convolutions(Block block) {
    return block instanceof Convolution
        ? 1
        : block.getChildren().values().stream().mapToLong(ChainedLayers::convolutions).sum();
  }
}
