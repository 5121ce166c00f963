package org.stockpot.djl;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import org.stockpot.djl.units.BlockWidths;
import org.stockpot.djl.units.ResizedBlock;
import org.stockpot.weights.UnitSelection;

/**
 * A model with some of the units of another.
 *
 * @param words what it is called; of a named model words that make it again
 * @param block its block
 */
record ResizedModel(String words, ModelBlock block) {

  /**
   * Makes a model anew with other widths.
   *
   * @param task the name of the task that the model is of
   * @throws IllegalArgumentException if the block does not go through with them
   */
  static ResizedModel of(BoundModel model, String task, UnitSelection kept) {
    ModelBlock whole = model.block();
    BlockWidths widths = BlockWidths.of(whole.block(), model.binding(), kept);
    String name = task.substring(model.data().name().length() + 1);
    String words = Models.resized(name, widths);
    if (whole.isNamed()) {
      Block made = Models.named(words, model.data().shape(), model.data().targets().outputs());
      return new ResizedModel(words, ModelBlock.named(made, whole.options()));
    }
    Block made = ResizedBlock.of(name, whole.block(), widths);
    requireThrough(name, made, model.example());
    return new ResizedModel(words, ModelBlock.of(made, whole.options()));
  }

  private static void requireThrough(String name, Block block, Shape example) {
    try {
      block.getOutputShapes(new Shape[] {new Shape(1).addAll(example)});
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "the block "
              + name
              + " must take other widths, such as by Blocks.batchFlattenBlock() in place of"
              + " batchFlattenBlock(SIZE), got: "
              + e.getMessage(),
          e);
    }
  }
}
