package org.stockpot.djl.derivative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.binding.NamedBlock;

/**
 * The dense layers and convolutions inside a block, with what each gets: sequences, and branches of
 * residual blocks, are followed; what another block does inside is not seen.
 *
 * @param block the block
 * @param binding its parameters
 */
record LinearLayers(Block block, Binding binding) {

  /** Examples whose patches are in memory at a time. */
  private static final int PATCHED = 16;

  /** Receives what a layer gets. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Receives inputs.
     *
     * @param slot the place of the layer's weights in the layout
     * @param layer the layer
     * @param inputs what it gets, the first dimension counting examples
     */
    void accept(int slot, Block layer, NDArray inputs);
  }

  /** Returns the places of the layers' weights, in the order of the layers. */
  List<Integer> slots() {
    List<Integer> slots = new ArrayList<>();
    collect(block, slots);
    return slots.stream().distinct().toList();
  }

  private void collect(Block one, List<Integer> slots) {
    if (one instanceof NamedBlock named) {
      collect(named.block(), slots);
    } else if (isFollowed(one)) {
      one.getChildren().values().forEach(child -> collect(child, slots));
    } else if (isLinear(one)) {
      slots.add(slot(one));
    }
  }

  /** Returns the places of the weights whose inputs no other parameters have changed. */
  List<Integer> leading() {
    List<Integer> all = new ArrayList<>();
    collect(block, all);
    List<Integer> leading = new ArrayList<>();
    lead(block, leading);
    return leading.stream().filter(slot -> Collections.frequency(all, slot) == 1).toList();
  }

  /** Collects them, and returns whether what a block gives is still without parameters. */
  private boolean lead(Block one, List<Integer> slots) {
    if (one instanceof NamedBlock named) {
      return lead(named.block(), slots);
    } else if (isSequence(one)) {
      return one.getChildren().values().stream().allMatch(child -> lead(child, slots));
    } else if (one.getClass() == ParallelBlock.class) {
      one.getChildren().values().forEach(child -> lead(child, slots));
    } else if (isLinear(one)) {
      slots.add(slot(one));
    }
    return one.getParameters().isEmpty();
  }

  private static boolean isFollowed(Block one) {
    return one.getClass() == ParallelBlock.class || isSequence(one);
  }

  private static boolean isSequence(Block one) {
    return one.getClass() == SequentialBlock.class
        && !((SequentialBlock) one).isReturnIntermediate();
  }

  private static boolean isLinear(Block one) {
    return one.getClass() == Linear.class
        || (one.getClass() == Conv2d.class && ((Conv2d) one).getGroups() == 1);
  }

  private int slot(Block layer) {
    return binding.slot(layer.getDirectParameters().get("weight"));
  }

  /** Runs the block, and shows what each layer gets. */
  void visit(ParameterStore store, NDArray batch, Visitor visitor) {
    walk(block, store, new NDList(batch), visitor);
  }

  private NDList walk(Block one, ParameterStore store, NDList inputs, Visitor visitor) {
    if (one instanceof NamedBlock named) {
      return walk(named.block(), store, inputs, visitor);
    } else if (isSequence(one)) {
      NDList current = inputs;
      for (Block child : one.getChildren().values()) {
        current = walk(child, store, current, visitor);
      }
      return current;
    } else if (one.getClass() == ParallelBlock.class) {
      one.getChildren().values().forEach(child -> walk(child, store, inputs, visitor));
    } else if (isLinear(one)) {
      visitor.accept(slot(one), one, inputs.singletonOrThrow());
    }
    return one.forward(store, inputs, false);
  }

  /** Returns the sum of {@code x xᵀ} over what a layer got, in double. */
  static NDArray gram(Block layer, NDArray inputs) {
    if (layer instanceof Conv2d convolution) {
      // In double, as oneDNN's convolutions of single precision are wrong on some processors.
      NDArray kernel = patching(convolution, inputs).toType(DataType.FLOAT64, false);
      NDArray sum = null;
      long count = inputs.getShape().get(0);
      for (long from = 0; from < count; from += PATCHED) {
        NDArray some = inputs.get(from + ":" + Math.min(count, from + PATCHED));
        NDArray exact = some.toType(DataType.FLOAT64, false);
        NDArray product = gram(patches(convolution, exact, kernel));
        sum = sum == null ? product : sum.addi(product);
      }
      return sum;
    }
    Shape shape = inputs.getShape();
    return gram(inputs.reshape(-1, shape.get(shape.dimension() - 1)));
  }

  private static NDArray gram(NDArray rows) {
    NDArray exact = rows.toType(DataType.FLOAT64, false);
    return exact.transpose().matMul(exact);
  }

  /** Returns kernels each of which picks one entry of a patch. */
  private static NDArray patching(Conv2d convolution, NDArray inputs) {
    Parameter weight = convolution.getDirectParameters().get("weight");
    Shape one = Binding.shape(weight).slice(1);
    return inputs.getManager().eye((int) one.size()).reshape(new Shape(one.size()).addAll(one));
  }

  private static NDArray patches(Conv2d convolution, NDArray inputs, NDArray kernel) {
    NDArray patches =
        Conv2d.conv2d(
                inputs,
                kernel,
                null,
                convolution.getStride(),
                convolution.getPadding(),
                convolution.getDilation())
            .singletonOrThrow();
    return patches.transpose(0, 2, 3, 1).reshape(-1, patches.getShape().get(1));
  }
}
