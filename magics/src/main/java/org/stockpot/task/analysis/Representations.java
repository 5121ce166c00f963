package org.stockpot.task.analysis;

import java.util.List;
import java.util.concurrent.CancellationException;
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
   * Reads the activations of a layer.
   *
   * @param at the weights
   * @param layer one of {@link #layers}
   * @param sink receives one row per example, in the order of the data
   * @throws IllegalArgumentException if there is no such layer; the message lists the names
   * @throws CancellationException if the calling thread was interrupted
   */
  void read(Point at, String layer, RowSink sink);

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
}
