package org.stockpot.dense;

import java.util.List;
import java.util.function.IntFunction;
import org.stockpot.weights.Layout;

/**
 * A network of dense layers with ReLU between them, and nothing else.
 *
 * @param layers from the inputs to the outputs
 */
public record DenseNetwork(List<Layer> layers) {

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
  public record Layer(int weight, int bias, int inputs, int units) {

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
   * @param layout the network's slots
   * @param batch examples of a step
   * @param examples how many there are
   * @param inputs returns those of one
   * @return in which order to keep weights while they train
   */
  public WeightOrder order(Layout layout, int batch, int examples, IntFunction<float[]> inputs) {
    Layer first = layers.get(0);
    boolean leads = layers.size() > 1 && layout.slots().get(first.weight).offset() == 0;
    if (!leads || (long) batch * first.inputs > LISTED) {
      return WeightOrder.FLAT;
    }
    return SparseRows.background(examples, inputs, first.units)
        .map(background -> new WeightOrder(first.units, first.inputs, background))
        .orElse(WeightOrder.FLAT);
  }

  /**
   * Returns into how many threads a step is worth being shared.
   *
   * @param cores how many there are
   * @return into how many threads a step is worth being shared
   */
  public int threads(int cores) {
    return layers.stream().mapToInt(layer -> layer.parts(cores)).max().orElse(1);
  }
}
