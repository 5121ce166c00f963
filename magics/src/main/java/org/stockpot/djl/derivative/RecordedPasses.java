package org.stockpot.djl.derivative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.stockpot.djl.engine.Engines;
import org.stockpot.djl.network.ExampleBatches;
import org.stockpot.djl.network.Network;
import org.stockpot.task.work.Interrupts;

/**
 * Passes over some examples that libtorch records, and what is derived from them.
 *
 * @param batches the examples
 * @param loss what is recorded of outputs
 */
record RecordedPasses(ExampleBatches batches, RecordedLoss loss) {

  /** Rows of a pass over one example. */
  private static final int SINGLE = 2;

  /**
   * Examples are channels in the second derivatives of a convolution, of which libtorch's oneDNN
   * wants whole blocks, see {@link org.stockpot.djl.engine.Convolutions}.
   */
  private static final int BLOCK = 32;

  /** What libtorch recorded of a pass: outputs and losses, a row for each example. */
  record Recorded(NDArray outputs, NDArray losses) {
    NDArray loss() {
      return losses.sum();
    }
  }

  /** Returns how many examples a pass has, of those that it may have. */
  static int chunk(int most) {
    return Math.max(1, most / BLOCK) * BLOCK;
  }

  /** Returns passes over some of the examples. */
  RecordedPasses some(int... chosen) {
    return over(loss.some(chosen));
  }

  /** Returns passes over the examples of a loss. */
  RecordedPasses over(RecordedLoss other) {
    return new RecordedPasses(
        new ExampleBatches(other.examples(), batches.shape(), batches.manager()), other);
  }

  /** Returns how many outputs an example has. */
  int outputs(Network network) {
    return values(network, 0, 1, r -> new NDList(r.outputs()))[0].length / SINGLE;
  }

  /** Returns what is derived from a pass over some examples, array by array. */
  float[][] values(Network network, int from, int most, Function<Recorded, NDList> derived) {
    return values(network, from, most, network::recorded, derived);
  }

  /** Returns what is derived from a pass that gives outputs of a batch in its own way. */
  float[][] values(
      Network network,
      int from,
      int most,
      UnaryOperator<NDArray> pass,
      Function<Recorded, NDList> derived) {
    Interrupts.check();
    JniUtils.setNumThreads(1);
    return Engines.recording(
        () -> {
          try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            int count = Math.min(most, batches.examples().count() - from);
            NDArray outputs = pass.apply(batches.of(padded(from, count)));
            NDArray losses = loss.each(batches.manager(), outputs, from, count);
            return derived.apply(new Recorded(outputs, losses)).stream()
                .map(NDArray::toFloatArray)
                .toArray(float[][]::new);
          }
        });
  }

  /**
   * Returns examples in a row, of several a multiple of {@link #BLOCK}; the first is repeated, also
   * for a single one, whose convolutions libtorch would give to a library that warns each time.
   */
  private static int[] padded(int from, int count) {
    int whole = count == 1 ? SINGLE : (count + BLOCK - 1) / BLOCK * BLOCK;
    return IntStream.range(0, whole).map(i -> i < count ? from + i : from).toArray();
  }
}
