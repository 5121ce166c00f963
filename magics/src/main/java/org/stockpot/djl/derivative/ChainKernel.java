package org.stockpot.djl.derivative;

import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.task.work.Interrupts;
import org.stockpot.task.work.Workers;

/**
 * The tangent kernel of a chain of dense layers: {@code <δ_i aᵀ_i, δ_j aᵀ_j> = <δ_i, δ_j> <a_i,
 * a_j>}, summed over layers, so that no gradient is made.
 */
final class ChainKernel {

  private final List<LinearChain.Layer> layers;
  private final int examples;
  private final int outputs;
  private final float[][] inputs;
  private final float[][] slopes;

  /**
   * Makes room.
   *
   * @param layers those that training changes
   * @param examples how many
   * @param outputs of an example
   */
  ChainKernel(List<LinearChain.Layer> layers, int examples, int outputs) {
    this.layers = layers;
    this.examples = examples;
    this.outputs = outputs;
    inputs = new float[layers.size()][];
    slopes = new float[layers.size()][];
  }

  /** Takes what layers got of examples in a row. */
  void putInputs(int from, float[][] values, int rows) {
    put(inputs, examples, from, values, rows);
  }

  /** Takes the gradients of one output of examples in a row by what layers gave. */
  void putSlopes(int from, int output, float[][] values, int rows) {
    put(slopes, examples * outputs, output * examples + from, values, rows);
  }

  private void put(float[][] into, int size, int from, float[][] values, int rows) {
    for (int l = 0; l < layers.size(); l++) {
      int width = values[l].length / rows;
      if (into[l] == null) {
        into[l] = new float[size * width];
      }
      int count = Math.min(rows, examples - from % examples) * width;
      System.arraycopy(values[l], 0, into[l], from * width, count);
    }
  }

  /** Returns the kernel. */
  double[][] kernel(boolean averaged) {
    int size = averaged ? examples : examples * outputs;
    double[][] kernel = new double[size][size];
    Workers.map(
        Runtime.getRuntime().availableProcessors(),
        IntStream.range(0, examples).boxed().toList(),
        i -> fill(kernel, i, averaged));
    return kernel;
  }

  private int fill(double[][] kernel, int i, boolean averaged) {
    Interrupts.check();
    for (int l = 0; l < layers.size(); l++) {
      for (int j = 0; j < examples; j++) {
        double got = layers.get(l).bias().isPresent() ? 1 : 0;
        if (layers.get(l).weight().isPresent()) {
          got += dot(inputs[l], examples, i, j);
        }
        for (int k = 0; k < outputs; k++) {
          if (averaged) {
            kernel[i][j] += got * slope(l, i, k, j, k) / outputs;
          } else {
            for (int m = 0; m < outputs; m++) {
              kernel[i * outputs + k][j * outputs + m] += got * slope(l, i, k, j, m);
            }
          }
        }
      }
    }
    return i;
  }

  private double slope(int layer, int i, int k, int j, int m) {
    return dot(slopes[layer], examples * outputs, k * examples + i, m * examples + j);
  }

  private static double dot(float[] rows, int count, int i, int j) {
    int width = rows.length / count;
    double sum = 0;
    for (int c = 0; c < width; c++) {
      sum += (double) rows[i * width + c] * rows[j * width + c];
    }
    return sum;
  }
}
