package org.stockpot.task.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.stockpot.task.Availability;
import org.stockpot.weights.Point;

/**
 * What the layers of a network make of one set of examples: its activations, in evaluation mode.
 *
 * <p>Example: {@code representations.read(point, "outputs", (i, row) -> logits[i] = row)}.
 */
public interface Representations {

  /** The name of the last layer. */
  String OUTPUTS = "outputs";

  /**
   * Returns the names of the layers whose activations can be read, from the inputs to the outputs.
   *
   * @return at least one name, the last of which is {@link #OUTPUTS}
   */
  List<String> layers();

  /**
   * Returns how many examples there are.
   *
   * @return at least 1
   */
  int examples();

  /**
   * Reads the activations of several layers in one pass, which ends at the last of them.
   *
   * @param at the weights
   * @param layers some of {@link #layers}
   * @param chosen places of examples in the data, from 0, in any order
   * @param sink receives the rows of each layer in the order chosen, by one thread at a time
   * @throws IllegalArgumentException if there is no such layer; the message lists the names
   * @throws CancellationException if the calling thread was interrupted
   */
  void read(Point at, List<String> layers, int[] chosen, BlockSink sink);

  /**
   * Reads the activations of a layer.
   *
   * @param at the weights
   * @param layer one of {@link #layers}
   * @param sink receives one row per example, in the order of the data
   * @throws IllegalArgumentException if there is no such layer; the message lists the names
   * @throws CancellationException if the calling thread was interrupted
   */
  default void read(Point at, String layer, RowSink sink) {
    read(
        at,
        List.of(layer),
        IntStream.range(0, examples()).toArray(),
        (name, from, count, rows) -> {
          int width = rows.length / count;
          for (int i = 0; i < count; i++) {
            sink.accept(from + i, Arrays.copyOfRange(rows, i * width, (i + 1) * width));
          }
        });
  }

  /**
   * Returns the layer before the outputs.
   *
   * @return its name; {@link #OUTPUTS} where no other layer is seen
   */
  default String lastHidden() {
    return layers().get(Math.max(0, layers().size() - 2));
  }

  /**
   * Returns all activations of a layer.
   *
   * @param at the weights
   * @param layer one of {@link #layers}
   * @return one row per example, in the order of the data
   * @throws IllegalArgumentException if there is no such layer; the message lists the names
   * @throws CancellationException if the calling thread was interrupted
   */
  default float[][] rows(Point at, String layer) {
    float[][] rows = new float[examples()][];
    read(at, layer, (i, row) -> rows[i] = row);
    return rows;
  }

  /**
   * Returns second moments of what linear layers get.
   *
   * @return the moments, or why there are none
   */
  default Availability<InputGrams> inputGrams() {
    return Availability.none("what linear layers get is not known: these activations do not tell");
  }

  /**
   * Returns the labels of the examples.
   *
   * @return one per example, from 0; or why there are none
   */
  default Availability<int[]> labels() {
    return Availability.none("these activations do not tell labels");
  }

  /**
   * Returns the class probabilities that a row of the last layer means.
   *
   * @param outputs one row of {@link #OUTPUTS}, one number per class
   * @return their softmax, unless the model's outputs are probabilities themselves
   */
  default double[] probabilities(float... outputs) {
    double highest = Double.NEGATIVE_INFINITY;
    for (float output : outputs) {
      highest = Math.max(highest, output);
    }
    double[] powers = new double[outputs.length];
    double sum = 0;
    for (int k = 0; k < powers.length; k++) {
      powers[k] = Math.exp(outputs[k] - highest);
      sum += powers[k];
    }
    for (int k = 0; k < powers.length; k++) {
      powers[k] /= sum;
    }
    return powers;
  }

  /** Receives the activations of single examples. */
  @FunctionalInterface
  interface RowSink {
    /**
     * Receives the activations of one example.
     *
     * @param example its place in the data, from 0
     * @param row the activations, row by row if they have several dimensions; not kept by the
     *     sender
     */
    void accept(int example, float[] row);
  }

  /** Receives the activations of several examples in a row. */
  @FunctionalInterface
  interface BlockSink {
    /**
     * Receives what a layer makes of some examples.
     *
     * @param layer its name
     * @param from the place of the first among the chosen examples, from 0
     * @param count how many examples
     * @param rows their activations, one example after another; not kept by the sender
     */
    void accept(String layer, int from, int count, float[] rows);
  }
}
