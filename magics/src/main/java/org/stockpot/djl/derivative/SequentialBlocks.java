package org.stockpot.djl.derivative;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stockpot.djl.binding.NamedBlock;

/** Blocks that follow one another, by names. */
final class SequentialBlocks {

  private SequentialBlocks() {}

  /**
   * Returns the blocks that a block runs one after another, itself if it is none that does. They
   * are named by their {@link NamedBlock}s, else by their places, {@code 3} or {@code layer1.0}.
   */
  static List<Map.Entry<String, Block>> of(Block block) {
    List<Map.Entry<String, Block>> layers = new ArrayList<>();
    walk(block, "", layers);
    return layers;
  }

  private static void walk(Block block, String name, List<Map.Entry<String, Block>> layers) {
    if (block instanceof NamedBlock named) {
      walk(named.block(), joined(parent(name), named.name()), layers);
    } else if (block.getClass() == SequentialBlock.class
        && !((SequentialBlock) block).isReturnIntermediate()) {
      List<Block> children = block.getChildren().values();
      for (int i = 0; i < children.size(); i++) {
        walk(children.get(i), joined(name, "" + i), layers);
      }
    } else {
      layers.add(Map.entry(name, block));
    }
  }

  private static String parent(String name) {
    return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : "";
  }

  private static String joined(String parent, String name) {
    return parent.isEmpty() ? name : parent + "." + name;
  }
}
