package org.stockpot.djl.units;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.function.Function;
import org.stockpot.djl.binding.NamedBlock;

/**
 * Goes through the layers of a block in the order in which data does, with something that is known
 * of what they give.
 *
 * @param <S> what is known of the channels of one example
 */
interface LayerWalk<S> {

  /** Returns the shape of one example. */
  Shape shape(S known);

  /** Goes through a layer that multiplies by weights: a dense one or a convolution. */
  S product(Block layer, S in);

  /** Goes through a batch normalisation. */
  S normalisation(BatchNorm layer, S in);

  /** Goes through an operation without parameters. */
  S operation(List<S> ins, Function<List<NDList>, NDList> operation);

  /** Goes through a block. */
  default S through(NDManager manager, Block block, S in) {
    if (block instanceof NamedBlock named) {
      return through(manager, named.block(), in);
    } else if (isChain(block)) {
      S current = in;
      for (Block child : block.getChildren().values()) {
        current = through(manager, child, current);
      }
      return current;
    } else if (block.getClass() == ParallelBlock.class) {
      List<S> branches =
          block.getChildren().values().stream().map(child -> through(manager, child, in)).toList();
      return operation(branches, BlockFields.function((ParallelBlock) block));
    } else if (isProduct(block, shape(in))) {
      return product(block, in);
    } else if (block instanceof BatchNorm norm) {
      return normalisation(norm, in);
    } else if (block.getParameters().isEmpty()) {
      return operation(
          List.of(in),
          inputs -> block.forward(new ParameterStore(manager, false), inputs.get(0), false, null));
    }
    throw new UnknownUnitsException(
        "a " + block.getClass().getSimpleName() + " of inputs " + shape(in) + " is not followed");
  }

  /** Returns whether a block is one layer behind the other. */
  static boolean isChain(Block block) {
    return block.getClass() == SequentialBlock.class
        && !((SequentialBlock) block).isReturnIntermediate();
  }

  private static boolean isProduct(Block block, Shape in) {
    return (block instanceof Linear && in.dimension() == 1)
        || (block instanceof Conv2d convolution && convolution.getGroups() == 1);
  }

  /** Returns the shape of what a layer gives for one example. */
  static Shape outputs(Block layer, Shape in) {
    Shape[] one = {new Shape(1).addAll(in)};
    return layer.getOutputShapes(one)[0].slice(1);
  }
}
