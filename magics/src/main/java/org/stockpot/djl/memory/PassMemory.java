package org.stockpot.djl.memory;

import ai.djl.ndarray.NDArray;
import java.util.Locale;

/**
 * The memory outside of Java that passes through a network take.
 *
 * <p>The outputs of all layers stay until a pass ends. An inference takes their sum, a step of
 * training up to as much again for gradients. Views count as if they were copies; what a
 * TorchScript module or a single operation makes inside itself is not seen.
 *
 * @param input bytes of one example
 * @param outputs bytes of all that the layers make of one example
 */
public record PassMemory(long input, long outputs) {

  /** Bytes of all outputs of a pass. */
  private static final long OUTPUTS = 1 << 27;

  /** Examples below which products are slow. */
  private static final int LEAST = 100;

  /**
   * Returns the memory of the pass that a batch went through, whose manager owns nothing else.
   *
   * @param batch examples of one step or pass
   * @return the memory of the pass that a batch went through, whose manager owns nothing else
   */
  public static PassMemory of(NDArray batch) {
    long all = batch.getManager().getManagedArrays().stream().mapToLong(PassMemory::bytes).sum();
    long examples = batch.getShape().head();
    return new PassMemory(bytes(batch) / examples, (all - bytes(batch)) / examples);
  }

  private static long bytes(NDArray array) {
    return array.size() * array.getDataType().getNumOfBytes();
  }

  /**
   * Returns the examples of one pass of an evaluation: enough for fast products, and no more
   * outputs than the C library hands out again, as those come from the system anew each time.
   *
   * @param most how many are wanted
   * @return the examples of one pass of an evaluation
   */
  public int chunk(int most) {
    return (int) Math.max(Math.min(LEAST, most), Math.min(most, OUTPUTS / Math.max(1, outputs)));
  }

  /**
   * Returns the bytes of a step of training: a batch, its outputs and their gradients.
   *
   * @param batch examples of one step or pass
   * @return the bytes of a step of training
   */
  public double step(int batch) {
    return batch * (input + 2.0 * outputs);
  }

  /**
   * Returns the bytes of an evaluation: all examples, and the outputs of some chunks of them.
   *
   * @param examples the examples
   * @param chunk examples of one pass
   * @param abreast how many passes run side by side
   * @return the bytes of an evaluation
   */
  public double evaluation(int examples, int chunk, int abreast) {
    return (double) examples * input + (double) abreast * Math.min(examples, chunk) * outputs;
  }

  /**
   * Requires that a step of training fits.
   *
   * @param batch examples of one step or pass
   * @param room the memory that there is
   * @throws MemoryLimitException if it does not; the message says what it needs, and which batch
   *     would do
   */
  public void requireStep(int batch, MemoryBudget room) {
    int most = (int) Math.min(batch, room.free() / Math.max(1, step(1)));
    if (most < batch) {
      String smaller = "take --batch " + Integer.highestOneBit(most) + ", or a smaller model";
      throw room.lacks(
          step(batch),
          String.format(
              Locale.ROOT,
              "a training step must fit into memory, got a batch of %,d examples",
              batch),
          most == 0 ? "take a smaller model" : smaller);
    }
  }

  /**
   * Returns how many chunks of an evaluation fit side by side.
   *
   * @param examples the examples
   * @param chunk examples of one pass
   * @param room the memory that there is
   * @return how many chunks of an evaluation fit side by side
   * @throws MemoryLimitException if not even one does; the message says what it needs
   */
  public int abreast(int examples, int chunk, MemoryBudget room) {
    double left = room.free() - evaluation(examples, chunk, 0);
    double pass = evaluation(examples, chunk, 1) - evaluation(examples, chunk, 0);
    if (left < pass) {
      throw room.lacks(
          evaluation(examples, chunk, 1),
          String.format(
              Locale.ROOT,
              "an evaluation must fit into memory, got %,d examples in batches of %d",
              examples,
              Math.min(examples, chunk)),
          "take a smaller model or fewer examples");
    }
    return (int) Math.min(Integer.MAX_VALUE, left / Math.max(1, pass));
  }
}
