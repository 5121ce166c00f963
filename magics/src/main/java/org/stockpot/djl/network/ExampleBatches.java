package org.stockpot.djl.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;
import org.stockpot.data.Examples;
import org.stockpot.dense.NativeArrays;

/**
 * Examples as a block takes them.
 *
 * @param examples where they are from
 * @param shape the shape of one
 * @param manager makes their arrays
 */
public record ExampleBatches(Examples examples, Shape shape, NDManager manager) {

  /**
   * Returns some examples in a row.
   *
   * @param from the first example
   * @param count how many examples
   * @return some examples in a row
   */
  public NDArray range(int from, int count) {
    return of(IntStream.range(from, from + count).toArray());
  }

  /**
   * Returns some examples, in the order given.
   *
   * @param chosen their indices
   * @return some examples, in the order given
   */
  public NDArray of(int... chosen) {
    NDArray inputs = manager.create(new Shape(chosen.length).addAll(shape), DataType.FLOAT32);
    FloatBuffer memory = NativeArrays.floats(inputs);
    for (int example : chosen) {
      examples.copyInput(example, memory);
    }
    return inputs;
  }
}
