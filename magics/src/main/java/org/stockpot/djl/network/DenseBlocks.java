package org.stockpot.djl.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.stockpot.dense.DenseNetwork;
import org.stockpot.djl.binding.Binding;

/** Which DJL blocks are networks of dense layers with ReLU between them, and nothing else. */
public final class DenseBlocks {

  private static final float[] PROBE = {
    -1e9f, -7, -1, -0.1f, -1e-6f, -1e-30f, -0f, 0, 1e-30f, 1e-6f, 0.1f, 1, 5.9f, 6.1f, 7, 1e9f
  };

  private DenseBlocks() {}

  /**
   * Returns a block's layers if it is such a network.
   *
   * <p>What a function between layers does cannot be read off it, so it is tried: before the first
   * layer it must flatten, after each but the last it must be a ReLU.
   *
   * @param block the block
   * @param binding the model's parameters as slots
   * @param example the shape of inputs, for one example
   * @param manager what owns the arrays
   * @return a block's layers if it is such a network
   */
  public static Optional<DenseNetwork> of(
      Block block, Binding binding, Shape example, NDManager manager) {
    List<Block> blocks = BlockLayers.of(block);
    List<DenseNetwork.Layer> layers = new ArrayList<>();
    int at = 0;
    while (at < blocks.size() && blocks.get(at) instanceof LambdaBlock) {
      at++;
    }
    if (!flattens(blocks.subList(0, at), example, manager)) {
      return Optional.empty();
    }
    while (at < blocks.size() && blocks.get(at).getClass() == Linear.class) {
      layers.add(layer(blocks.get(at++), binding));
      if (at < blocks.size() && !isRelu(blocks.get(at++), manager)) {
        return Optional.empty();
      }
      if (at == blocks.size() && !(blocks.get(at - 1) instanceof Linear)) {
        return Optional.empty();
      }
    }
    DenseNetwork dense = new DenseNetwork(layers);
    boolean whole = at == blocks.size() && slots(dense) == binding.entries().size();
    return whole && binding.entries().stream().allMatch(e -> e.role().isTrained())
        ? Optional.of(dense)
        : Optional.empty();
  }

  private static DenseNetwork.Layer layer(Block block, Binding binding) {
    Parameter weight = block.getDirectParameters().get("weight");
    Parameter bias = block.getDirectParameters().get("bias");
    Shape shape = Binding.shape(weight);
    return new DenseNetwork.Layer(
        binding.slot(weight),
        bias == null ? -1 : binding.slot(bias),
        (int) shape.get(1),
        (int) shape.get(0));
  }

  private static long slots(DenseNetwork dense) {
    return dense.layers().stream().mapToInt(layer -> layer.bias() < 0 ? 1 : 2).sum();
  }

  /** Returns whether blocks flatten examples and do nothing else. */
  static boolean flattens(List<Block> blocks, Shape example, NDManager manager) {
    long size = example.size();
    return matches(
        manager,
        inputs -> {
          NDArray given = inputs.arange(0f, 2f * size, 1f).reshape(new Shape(2).addAll(example));
          NDArray flat = BlockLayers.forward(blocks, store(inputs), new NDList(given)).get(0);
          return flat.contentEquals(given.reshape(2, size));
        });
  }

  private static boolean isRelu(Block block, NDManager manager) {
    return block instanceof LambdaBlock
        && matches(
            manager,
            inputs -> {
              NDArray given = inputs.create(PROBE, new Shape(2, PROBE.length / 2));
              NDArray made = block.forward(store(inputs), new NDList(given), false).get(0);
              return made.contentEquals(inputs.create(PROBE, given.getShape()).maximum(0f));
            });
  }

  private static ParameterStore store(NDManager manager) {
    return new ParameterStore(manager, false);
  }

  /** Tries a function; one that fails is none that is looked for. */
  private static boolean matches(NDManager manager, Predicate<NDManager> trial) {
    try (NDManager probes = manager.newSubManager()) {
      return trial.test(probes);
    } catch (RuntimeException e) {
      return false;
    }
  }
}
