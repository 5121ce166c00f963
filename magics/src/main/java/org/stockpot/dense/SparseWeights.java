package org.stockpot.dense;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.stockpot.task.optimizer.UpdateRule;
import org.stockpot.weights.Mask;

/**
 * The kept weights of a layer, unit by unit, while they train: of unit u those at places {@code
 * start[u]} to {@code start[u + 1] - 1}, each with the input that it multiplies; behind all of them
 * the biases.
 */
final class SparseWeights {

  final int units;
  final int inputs;
  final int[] start;
  final int[] input;

  /** Weights, then biases. */
  final float[] values;

  /** The gradient by them. */
  final float[] gradient;

  private final float[][] moments;
  private final int[] places;

  SparseWeights(DenseNetwork.Layer layer, ParameterArrays network, Mask mask, int moments) {
    units = layer.units();
    inputs = layer.inputs();
    start = new int[units + 1];
    int first = network.offset(layer.weight());
    int[] kept = new int[units * inputs];
    for (int unit = 0; unit < units; unit++) {
      start[unit + 1] = start[unit];
      for (int i = 0; i < inputs; i++) {
        if (mask.keeps(first + unit * inputs + i)) {
          kept[start[unit + 1]++] = unit * inputs + i;
        }
      }
    }
    input = new int[start[units]];
    int biases = layer.bias() < 0 ? 0 : units;
    places = new int[input.length + biases];
    for (int k = 0; k < input.length; k++) {
      input[k] = kept[k] % inputs;
      places[k] = first + kept[k];
    }
    for (int unit = 0; unit < biases; unit++) {
      places[input.length + unit] = network.offset(layer.bias()) + unit;
    }
    values = new float[places.length];
    gradient = new float[places.length];
    this.moments = new float[moments][places.length];
  }

  void load(FloatBuffer flat) {
    for (int k = 0; k < places.length; k++) {
      values[k] = flat.get(places[k]);
    }
  }

  void store(float[] flat) {
    spread(values, flat);
  }

  void storeMoment(int moment, float[] flat) {
    spread(moments[moment], flat);
  }

  private void spread(float[] from, float[] flat) {
    for (int k = 0; k < places.length; k++) {
      flat[places[k]] = from[k];
    }
  }

  void loadMoments(List<FloatBuffer> flat) {
    for (int m = 0; m < moments.length; m++) {
      for (int k = 0; k < places.length; k++) {
        moments[m][k] = flat.get(m).get(places[k]);
      }
    }
  }

  boolean isBiased() {
    return places.length > input.length;
  }

  /** Computes what a unit sums up, one number per example; four weights at a time. */
  void sum(int unit, float[][] below, float[] sums) {
    Arrays.fill(sums, isBiased() ? values[input.length + unit] : 0f);
    int k = start[unit];
    for (; k + 3 < start[unit + 1]; k += 4) {
      float[] a = below[input[k]];
      float[] b = below[input[k + 1]];
      float[] c = below[input[k + 2]];
      float[] d = below[input[k + 3]];
      float u = values[k];
      float v = values[k + 1];
      float w = values[k + 2];
      float x = values[k + 3];
      for (int i = 0; i < sums.length; i++) {
        sums[i] += u * a[i] + v * b[i] + (w * c[i] + x * d[i]);
      }
    }
    for (; k < start[unit + 1]; k++) {
      add(values[k], below[input[k]], sums);
    }
  }

  /** Adds what the slopes by what a unit sums up are by what it gets. */
  void pull(int unit, float[] slopes, float[][] below) {
    for (int k = start[unit]; k < start[unit + 1]; k++) {
      add(values[k], slopes, below[input[k]]);
    }
  }

  /**
   * Computes the gradient by a unit's weights and bias; four weights at a time, whose sums need not
   * wait for one another.
   */
  void derive(int unit, float[] slopes, float[][] below) {
    int k = start[unit];
    for (; k + 3 < start[unit + 1]; k += 4) {
      float[] a = below[input[k]];
      float[] b = below[input[k + 1]];
      float[] c = below[input[k + 2]];
      float[] d = below[input[k + 3]];
      float u = 0;
      float v = 0;
      float w = 0;
      float x = 0;
      for (int i = 0; i < slopes.length; i++) {
        float slope = slopes[i];
        u += slope * a[i];
        v += slope * b[i];
        w += slope * c[i];
        x += slope * d[i];
      }
      gradient[k] = u;
      gradient[k + 1] = v;
      gradient[k + 2] = w;
      gradient[k + 3] = x;
    }
    for (; k < start[unit + 1]; k++) {
      gradient[k] = dot(slopes, below[input[k]]);
    }
    if (isBiased()) {
      gradient[input.length + unit] = sum(slopes);
    }
  }

  /** Changes the weights and biases of some units. */
  void update(UpdateRule rule, int from, int to) {
    rule.apply(values, gradient, moments, start[from], start[to]);
    if (isBiased()) {
      rule.apply(values, gradient, moments, input.length + from, input.length + to);
    }
  }

  private static void add(float factor, float[] row, float[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * row[i];
    }
  }

  private static float dot(float[] one, float[] other) {
    float sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  private static float sum(float[] row) {
    double sum = 0;
    for (float value : row) {
      sum += value;
    }
    return (float) sum;
  }
}
