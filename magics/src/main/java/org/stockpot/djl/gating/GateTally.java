package org.stockpot.djl.gating;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.task.analysis.GateUse;

/** Counts what gates let through, over all examples that are passed. */
public final class GateTally {

  /** A multiplication and an addition. */
  private static final int FLOPS = 2;

  private final List<Integer> channels = new ArrayList<>();
  private final List<Long> open = new ArrayList<>();
  private double executed;
  private double dense;
  private long examples;
  private int layer;

  /** Begins a pass over some examples. */
  void begin(long count) {
    examples += count;
    layer = 0;
  }

  /**
   * Counts a convolution with its gate.
   *
   * @param places how often a weight is applied, in height and width, times the kernel's size
   * @param in which channels of the inputs were computed; null for all
   * @param inputs channels of the inputs
   * @param out which channels are computed
   */
  void convolution(long places, NDArray in, int inputs, NDArray out) {
    float[] given = in == null ? null : in.toFloatArray();
    float[] wanted = out.toFloatArray();
    int units = (int) out.getShape().get(1);
    int count = wanted.length / units;
    if (channels.size() == layer) {
      channels.add(units);
      open.add(0L);
    }
    long all = 0;
    for (int example = 0; example < count; example++) {
      long computed = sum(wanted, example, units);
      long read = given == null ? inputs : sum(given, example, inputs);
      executed += (double) FLOPS * places * read * computed;
      all += computed;
    }
    open.set(layer, open.get(layer) + all);
    dense += (double) FLOPS * places * inputs * units * count;
    executed += (double) FLOPS * inputs * units * count;
    layer++;
  }

  private static long sum(float[] rows, int row, int width) {
    double sum = 0;
    for (int i = row * width; i < (row + 1) * width; i++) {
      sum += rows[i];
    }
    return (long) sum;
  }

  /** Counts a dense layer, which has no gate. */
  void product(long weights, long count) {
    executed += (double) FLOPS * weights * count;
    dense += (double) FLOPS * weights * count;
  }

  /**
   * Returns means over the examples.
   *
   * @return what was counted
   */
  public GateUse use() {
    return new GateUse(
        executed / examples,
        dense / examples,
        channels,
        IntStream.range(0, channels.size())
            .mapToObj(i -> (double) open.get(i) / (examples * channels.get(i)))
            .toList());
  }
}
