package org.stockpot.djl.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.stockpot.djl.engine.EngineMessages;
import org.stockpot.djl.memory.MemoryLimitException;
import org.stockpot.djl.network.ExampleBatches;
import org.stockpot.djl.network.Network;

/** Finds models that take batches of one size alone, as traces do whose shapes are numbers. */
public final class BatchSizeProbe {

  /** Batches that a trace may be fixed to. */
  private static final int[] BATCHES =
      IntStream.concat(IntStream.rangeClosed(1, 64), IntStream.of(96, 100, 128, 200, 256))
          .toArray();

  private BatchSizeProbe() {}

  /**
   * Requires outputs of the right shape for two examples.
   *
   * @param network the working copy, which the caller has for itself
   * @param batches makes inputs of examples
   * @param two inputs of two examples
   * @return what came out
   * @throws IllegalArgumentException if the model does not take the examples, or batches of another
   *     size alone
   */
  public static NDArray requireTwo(Network network, ExampleBatches batches, NDArray two) {
    NDArray outputs;
    try {
      outputs = network.forwardByBlock(two);
    } catch (MemoryLimitException e) {
      throw e;
    } catch (RuntimeException e) {
      requireNoFixedBatch(network, batches, e);
      throw refusal(batches.shape(), e);
    }
    Shape shape = outputs.getShape();
    if (shape.dimension() == 0 || shape.head() != 2 || !takes(network, batches, 3)) {
      requireNoFixedBatch(network, batches, null);
    }
    requireFloats(outputs);
    return outputs;
  }

  /**
   * Returns what to throw where a model does not take examples of a shape.
   *
   * @param shape that of an example
   * @param e what was thrown
   * @return what to throw where a model does not take examples of a shape
   */
  public static IllegalArgumentException refusal(Shape shape, RuntimeException e) {
    return new IllegalArgumentException(
        "the model must take examples of shape "
            + Arrays.toString(shape.getShape())
            + ", got: "
            + EngineMessages.line(e),
        e);
  }

  private static void requireFloats(NDArray outputs) {
    if (outputs.getDataType() != DataType.FLOAT32) {
      throw new IllegalArgumentException(
          "a model must give float32, got "
              + outputs.getDataType().name().toLowerCase(Locale.ROOT)
              + "; export it after model.float()");
    }
  }

  private static void requireNoFixedBatch(
      Network network, ExampleBatches batches, RuntimeException e) {
    for (int size : BATCHES) {
      if (takes(network, batches, size)) {
        throw new IllegalArgumentException(
            "a model must take batches of any size, got one that was traced for batches of "
                + size
                + ": trace it with a dynamic batch, such as x.view(-1, 64) or x.shape[0] for "
                + size
                + ", or script it",
            e);
      }
    }
  }

  private static boolean takes(Network network, ExampleBatches batches, int size) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray inputs = batches.manager().zeros(new Shape(size).addAll(batches.shape()));
      Shape shape = network.forwardByBlock(inputs).getShape();
      return shape.dimension() == 2 && shape.head() == size;
    } catch (RuntimeException e) {
      return false;
    }
  }
}
