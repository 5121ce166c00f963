package org.stockpot.dense;

import org.stockpot.djl.binding.Binding;
import org.stockpot.djl.network.BlockLayers;

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
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.stockpot.weights.Layout;

/**
 * A network of dense layers with ReLU between them, and nothing else.
 *
 * @param layers from the inputs to the outputs
 */
record DenseNetwork(List<Layer> layers) {

  private static final float[] PROBE = {
    -1e9f, -7, -1, -0.1f, -1e-6f, -1e-30f, -0f, 0, 1e-30f, 1e-6f, 0.1f, 1, 5.9f, 6.1f, 7, 1e9f
  };

  /** Weights of a layer from which its parts are worth a thread each. */
  private static final int SHARED = 10_000;

  /** Inputs of a batch that are kept in lists, of 16 bytes each. */
  private static final int LISTED = 1 << 20;

  /** Units of a layer that are worth a thread. */
  private static final int UNITS = 32;

  /**
   * One dense layer, z = W a + b.
   *
   * @param weight which slot is W
   * @param bias which slot is b; -1 if there is none
   * @param inputs columns of W
   * @param units rows of W
   */
  record Layer(int weight, int bias, int inputs, int units) {

    /** Returns in how many parts threads share the layer. */
    int parts(int threads) {
      boolean large = (long) inputs * units >= SHARED;
      return large ? Math.max(1, Math.min(threads, units / UNITS)) : 1;
    }
  }

  /** Returns how many numbers an example has. */
  int inputs() {
    return layers.get(0).inputs;
  }

  /**
   * Returns in which order to keep weights while they train: the first layer's column by column if
   * most inputs are background, and a batch has not too many to keep lists of the others.
   *
   * @param batch examples of a step
   * @param examples how many there are
   * @param inputs returns those of one
   */
  WeightOrder order(Layout layout, int batch, int examples, IntFunction<float[]> inputs) {
    Layer first = layers.get(0);
    boolean leads = layers.size() > 1 && layout.slots().get(first.weight).offset() == 0;
    if (!leads || (long) batch * first.inputs > LISTED) {
      return WeightOrder.FLAT;
    }
    return SparseRows.background(examples, inputs, first.units)
        .map(background -> new WeightOrder(first.units, first.inputs, background))
        .orElse(WeightOrder.FLAT);
  }

  /** Returns into how many threads a step is worth being shared. */
  int threads(int cores) {
    return layers.stream().mapToInt(layer -> layer.parts(cores)).max().orElse(1);
  }

  /**
   * Returns a block's layers if it is such a network.
   *
   * <p>What a function between layers does cannot be read off it, so it is tried: before the first
   * layer it must flatten, after each but the last it must be a ReLU.
   *
   * @param example the shape of inputs, for one example
   */
  static Optional<DenseNetwork> of(Block block, Binding binding, Shape example, NDManager manager) {
    List<Block> blocks = BlockLayers.of(block);
    List<Layer> layers = new ArrayList<>();
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
    DenseNetwork dense = new DenseNetwork(List.copyOf(layers));
    boolean whole = at == blocks.size() && dense.slots() == binding.entries().size();
    return whole && binding.entries().stream().allMatch(e -> e.role().isTrained())
        ? Optional.of(dense)
        : Optional.empty();
  }

  private static Layer layer(Block block, Binding binding) {
    Parameter weight = block.getDirectParameters().get("weight");
    Parameter bias = block.getDirectParameters().get("bias");
    Shape shape = Binding.shape(weight);
    return new Layer(
        binding.slot(weight),
        bias == null ? -1 : binding.slot(bias),
        (int) shape.get(1),
        (int) shape.get(0));
  }

  private long slots() {
    return layers.stream().mapToInt(layer -> layer.bias < 0 ? 1 : 2).sum();
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
