package org.stockpot.djl.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.Optional;
import org.stockpot.dense.FirstLayer;
import org.stockpot.dense.SortedExamples;
import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.script.TorchScript;
import org.stockpot.weights.Point;

/**
 * A network whose first layer is dense, in two parts: what comes out of that layer is linear in its
 * weights, so the layer's product for a blend of points is the blend of their products.
 */
public final class DenseFirstLayer {

  private final List<Block> head;
  private final List<Block> tail;

  private DenseFirstLayer(List<Block> children, int tail) {
    head = children.subList(0, tail);
    this.tail = children.subList(tail, children.size());
  }

  /**
   * Returns the parts of a block, if its layers follow one another and the first is dense.
   *
   * @param block the block
   * @return the parts of a block
   */
  public static Optional<DenseFirstLayer> of(Block block) {
    if (!TorchScript.within(block).isEmpty()) {
      return Optional.empty();
    }
    List<Block> children = BlockLayers.of(block);
    int first = 0;
    while (first < children.size() && children.get(first) instanceof LambdaBlock) {
      first++;
    }
    if (first == children.size() || !(children.get(first) instanceof Linear)) {
      return Optional.empty();
    }
    return Optional.of(new DenseFirstLayer(children, first + 1))
        .filter(DenseFirstLayer::sharesNothing);
  }

  private boolean sharesNothing() {
    return tail.stream()
        .flatMap(block -> block.getParameters().values().stream())
        .noneMatch(this::isFirst);
  }

  /**
   * Returns whether a parameter belongs to the first layer.
   *
   * @param parameter one of the model's
   * @return whether a parameter belongs to the first layer
   */
  public boolean isFirst(Parameter parameter) {
    return last().getParameters().values().stream()
        .anyMatch(p -> p.getId().equals(parameter.getId()));
  }

  /**
   * Returns how many numbers come out of the first layer for one example.
   *
   * @return how many numbers come out of the first layer for one example
   */
  public long width() {
    Parameter weight = last().getParameters().get("weight");
    return Binding.shape(weight).get(0);
  }

  private Block last() {
    return head.get(head.size() - 1);
  }

  /**
   * Returns whether a background that is left out changes nothing but the product.
   *
   * @param example the shape of one example
   * @param manager what owns the arrays
   * @return whether a background that is left out changes nothing but the product
   */
  public boolean arranges(Shape example, NDManager manager) {
    return last().getClass() == Linear.class
        && DenseBlocks.flattens(head.subList(0, head.size() - 1), example, manager);
  }

  /**
   * Returns the first layer of a point, for examples that are kept as arranged.
   *
   * @param manager what owns the arrays
   * @param binding the model's parameters as slots
   * @param point a point of this layout
   * @param arrangement how the examples are sorted, if they are
   * @return the first layer of a point, for examples that are kept as arranged
   */
  public FirstLayer head(
      NDManager manager, Binding binding, Point point, Optional<SortedExamples> arrangement) {
    if (arrangement.isEmpty()) {
      ParameterStore store = PointParameters.copied(manager, binding, point, this::isFirst);
      return inputs -> forward(head, store, inputs);
    }
    ParameterList own = last().getDirectParameters();
    Parameter bias = own.get("bias");
    return arrangement
        .get()
        .firstLayer(
            manager,
            binding.values(own.get("weight"), point),
            bias == null ? null : binding.values(bias, point));
  }

  /**
   * Returns the network's outputs for what comes out of the first layer.
   *
   * @param store hands out the parameters
   * @param product what comes out of the first layer
   * @return the network's outputs for what comes out of the first layer
   */
  public NDArray outputs(ParameterStore store, NDArray product) {
    return forward(tail, store, product);
  }

  private static NDArray forward(List<Block> blocks, ParameterStore store, NDArray inputs) {
    return BlockLayers.forward(blocks, store, new NDList(inputs)).get(0);
  }
}
