package org.stockpot.dense;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a dense network at a point makes of some examples: of each, two numbers for each unit. It is
 * in Java's memory.
 */
public final class DensePass {

  private final List<Matrix> hidden;
  private final Matrix outputs;
  private final List<Matrix> slopes;

  /** One row for each example. */
  record Matrix(Shape shape, FloatBuffer values) {

    static Matrix of(NDArray array) {
      return new Matrix(array.getShape(), FloatBuffer.wrap(array.toFloatArray()));
    }

    NDArray in(NDManager manager) {
      return manager.create(values.duplicate(), shape);
    }
  }

  /**
   * Keeps what was computed.
   *
   * @param hidden what each hidden layer gives
   * @param outputs probabilities of classes, or the numbers
   * @param slopes of each layer, the loss's gradient by what it gives before the activation
   */
  DensePass(List<Matrix> hidden, Matrix outputs, List<Matrix> slopes) {
    this.hidden = hidden;
    this.outputs = outputs;
    this.slopes = slopes;
  }

  /**
   * Returns how many numbers it holds.
   *
   * @return examples times units, twice
   */
  public long numbers() {
    return Stream.of(hidden, List.of(outputs), slopes)
        .flatMap(List::stream)
        .mapToLong(matrix -> matrix.values.capacity())
        .sum();
  }

  NDArray hidden(int layer, NDManager manager) {
    return hidden.get(layer).in(manager);
  }

  NDArray outputs(NDManager manager) {
    return outputs.in(manager);
  }

  NDArray slopes(int layer, NDManager manager) {
    return slopes.get(layer).in(manager);
  }
}
