package org.stockpot.djl.derivative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;
import org.stockpot.data.Examples;
import org.stockpot.dense.NativeArrays;
import org.stockpot.djl.network.ExampleBatches;

/**
 * A dense layer without those of its inputs that are the same number k_j in every example, such as
 * an image's margin: {@code W x + b = W' x' + b'}, {@code b' = b + sum_j W_j k_j} over the inputs
 * that never vary, and a gradient by W_j is k_j times that by b'.
 */
final class VaryingInputs {

  private final int[] varying;
  private final int[] same;
  private final float[] first;

  /** Finds which inputs vary. */
  VaryingInputs(Examples examples) {
    first = examples.inputs(0);
    boolean[] varies = new boolean[first.length];
    FloatBuffer row = FloatBuffer.allocate(first.length);
    for (int i = 1; i < examples.count(); i++) {
      examples.copyInput(i, row.clear());
      for (int j = 0; j < first.length; j++) {
        varies[j] |= row.get(j) != first[j];
      }
    }
    // A matrix of no columns is more than the engine takes.
    varies[0] |= IntStream.range(0, first.length).noneMatch(j -> varies[j]);
    varying = IntStream.range(0, first.length).filter(j -> varies[j]).toArray();
    same = IntStream.range(0, first.length).filter(j -> !varies[j]).toArray();
  }

  /** Returns what varies of examples in a row, a row for each. */
  NDArray inputs(ExampleBatches batches, int from, int count) {
    NDArray inputs = batches.manager().create(new Shape(count, varying.length), DataType.FLOAT32);
    FloatBuffer target = NativeArrays.floats(inputs);
    FloatBuffer row = FloatBuffer.allocate(first.length);
    for (int i = from; i < from + count; i++) {
      batches.examples().copyInput(i, row.clear());
      for (int j : varying) {
        target.put(row.get(j));
      }
    }
    return inputs;
  }

  /** Puts W' of W, and adds to b what makes b' of it. */
  void fold(FloatBuffer weights, FloatBuffer target, double[] bias) {
    for (int unit = 0; unit < bias.length; unit++) {
      int row = unit * first.length;
      for (int j : varying) {
        target.put(weights.get(row + j));
      }
      for (int j : same) {
        bias[unit] += (double) weights.get(row + j) * first[j];
      }
    }
  }

  /** Returns a gradient by W of those by W' and b'. */
  double[] unfold(double[] weights, double[] bias) {
    double[] whole = new double[bias.length * first.length];
    for (int unit = 0; unit < bias.length; unit++) {
      int row = unit * first.length;
      for (int j = 0; j < varying.length; j++) {
        whole[row + varying[j]] = weights[unit * varying.length + j];
      }
      for (int j : same) {
        whole[row + j] = bias[unit] * first[j];
      }
    }
    return whole;
  }

  /** Returns how many inputs vary. */
  int count() {
    return varying.length;
  }
}
