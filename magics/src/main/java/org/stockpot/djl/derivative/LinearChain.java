package org.stockpot.djl.derivative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.nn.core.Linear;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntFunction;
import org.stockpot.djl.binding.Binding;

/**
 * A block that runs dense layers one after another, with nothing between them that has parameters.
 *
 * <p>The gradient of an example by the weights of such a layer, {@code z = W a + b}, is the outer
 * product {@code δ aᵀ} of the loss's gradient by z and the layer's inputs, and δ by b. Sums over
 * single gradients thus need one backward pass over all examples.
 *
 * @param layers the blocks, in their order
 */
record LinearChain(List<Layer> layers) {

  /**
   * A block, and if it is a dense layer which of its slots training changes.
   *
   * @param block the block
   * @param weight the slot of its weights
   * @param bias the slot of its biases
   */
  record Layer(Block block, OptionalInt weight, OptionalInt bias) {
    boolean isTrained() {
      return weight.isPresent() || bias.isPresent();
    }
  }

  /**
   * What a dense layer got and gave, a row for each example.
   *
   * @param layer the layer
   * @param inputs a
   * @param outputs z, as recorded
   */
  record Trace(Layer layer, NDArray inputs, NDArray outputs) {}

  /** Returns the chain that a block is; empty if it is none, or layers share parameters. */
  static Optional<LinearChain> of(Block block, Binding binding) {
    List<Layer> layers = new ArrayList<>();
    Set<Parameter> seen = new HashSet<>();
    for (SequentialBlocks.Named entry : SequentialBlocks.of(block, binding)) {
      Block one = entry.block();
      if (one.getClass() == Linear.class) {
        ParameterList own = one.getDirectParameters();
        layers.add(new Layer(one, slot(own, "weight", binding), slot(own, "bias", binding)));
        if (own.values().stream().anyMatch(parameter -> !seen.add(parameter))) {
          return Optional.empty();
        }
      } else if (one.getParameters().isEmpty()) {
        layers.add(new Layer(one, OptionalInt.empty(), OptionalInt.empty()));
      } else {
        return Optional.empty();
      }
    }
    return seen.isEmpty() ? Optional.empty() : Optional.of(new LinearChain(layers));
  }

  private static OptionalInt slot(ParameterList own, String name, Binding binding) {
    if (!own.contains(name)) {
      return OptionalInt.empty();
    }
    int slot = binding.slot(own.get(name));
    boolean trained = binding.layout().slots().get(slot).role().isTrained();
    return trained ? OptionalInt.of(slot) : OptionalInt.empty();
  }

  /** Returns the outputs of a batch, and adds what trained layers got and gave. */
  NDArray forward(ParameterStore store, NDArray batch, List<Trace> traces) {
    NDList current = new NDList(batch);
    for (Layer layer : layers) {
      NDArray inputs = current.singletonOrThrow();
      current = layer.block().forward(store, current, false);
      if (layer.isTrained()) {
        traces.add(new Trace(layer, inputs, current.singletonOrThrow()));
      }
    }
    return current.singletonOrThrow();
  }

  /**
   * Returns the squared norm of the gradient of each row's loss, {@code sum_l <δ_l², M_l a_l² +
   * 1>}, inside a mask M.
   *
   * @param autograd computes δ
   * @param loss the sum of the losses of the rows
   * @param traces what layers got and gave
   * @param masks M of a slot, 1 for what is kept; empty if all is
   */
  static NDArray squaredNorms(
      AutogradModule autograd,
      NDArray loss,
      List<Trace> traces,
      IntFunction<Optional<NDArray>> masks) {
    NDList deltas = autograd.gradient(loss, outputs(traces));
    NDArray sum = loss.getManager().zeros(new Shape(deltas.get(0).getShape().get(0)));
    for (int l = 0; l < traces.size(); l++) {
      NDArray squares = deltas.get(l).square();
      Layer layer = traces.get(l).layer();
      if (layer.weight().isPresent()) {
        NDArray inputs = traces.get(l).inputs().square();
        Optional<NDArray> mask = masks.apply(layer.weight().getAsInt());
        NDArray norms =
            mask.map(m -> inputs.matMul(m.transpose()))
                .orElseGet(() -> inputs.sum(new int[] {1}, true));
        sum = sum.add(squares.mul(norms).sum(new int[] {1}));
      }
      if (layer.bias().isPresent()) {
        sum = sum.add(squares.sum(new int[] {1}));
      }
    }
    return sum;
  }

  /**
   * Returns the derivative of each row's loss along a direction, {@code sum_l <δ_l, V_l a_l +
   * c_l>}.
   *
   * @param autograd computes δ
   * @param loss the sum of the losses of the rows
   * @param traces what layers got and gave
   * @param direction V or c of a slot
   */
  static NDArray slopes(
      AutogradModule autograd, NDArray loss, List<Trace> traces, IntFunction<NDArray> direction) {
    NDList deltas = autograd.gradient(loss, outputs(traces));
    NDArray sum = loss.getManager().zeros(new Shape(deltas.get(0).getShape().get(0)));
    for (int l = 0; l < traces.size(); l++) {
      Layer layer = traces.get(l).layer();
      if (layer.weight().isPresent()) {
        NDArray moved =
            traces.get(l).inputs().matMul(direction.apply(layer.weight().getAsInt()).transpose());
        sum = sum.add(deltas.get(l).mul(moved).sum(new int[] {1}));
      }
      if (layer.bias().isPresent()) {
        NDArray moved = direction.apply(layer.bias().getAsInt());
        sum = sum.add(deltas.get(l).mul(moved).sum(new int[] {1}));
      }
    }
    return sum;
  }

  /**
   * Returns the sums of the squared gradients of the rows' losses, {@code (δ²)ᵀ a²} of weights and
   * the sum of δ² of biases.
   *
   * @param autograd computes δ
   * @param loss the sum of the losses of the rows
   * @param traces what layers got and gave
   * @return sums by slot
   */
  static Map<Integer, NDArray> squares(AutogradModule autograd, NDArray loss, List<Trace> traces) {
    NDList deltas = autograd.gradient(loss, outputs(traces));
    Map<Integer, NDArray> sums = new HashMap<>();
    for (int l = 0; l < traces.size(); l++) {
      NDArray squares = deltas.get(l).square();
      NDArray inputs = traces.get(l).inputs().square();
      Layer layer = traces.get(l).layer();
      layer.weight().ifPresent(slot -> sums.put(slot, squares.transpose().matMul(inputs)));
      layer.bias().ifPresent(slot -> sums.put(slot, squares.sum(new int[] {0})));
    }
    return sums;
  }

  /** Returns z of each layer that training changes. */
  static List<PtNDArray> outputs(List<Trace> traces) {
    return traces.stream().map(trace -> (PtNDArray) trace.outputs()).toList();
  }
}
