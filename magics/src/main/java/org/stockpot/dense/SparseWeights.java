package org.stockpot.dense;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.stockpot.task.optimizer.UpdateRule;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Slot;

/**
 * The kept weights of a layer, unit by unit, while they train: of unit u those at places {@code
 * start[u]} to {@code start[u + 1] - 1}, each with the input that it multiplies; behind all of them
 * the biases.
 */
final class SparseWeights {

  final int units;
  private final int[] start;
  private final int[] input;

  /** Weights, then biases. */
  private final float[] values;

  /** The gradient by them. */
  private final float[] gradient;

  private final float[][] moments;
  private final int[] places;

  /**
   * Finds the places of kept weights.
   *
   * @param order the layer's inputs in the order in which they come
   * @param moments numbers besides of each weight
   */
  SparseWeights(DenseNetwork.Layer layer, Mask mask, int[] order, int moments) {
    units = layer.units();
    start = new int[units + 1];
    List<Slot> slots = mask.layout().slots();
    Slot weight = slots.get(layer.weight());
    input = new int[mask.kept(weight)];
    int biases = layer.bias() < 0 ? 0 : units;
    places = new int[input.length + biases];
    for (int unit = 0; unit < units; unit++) {
      int k = start[unit];
      int row = weight.offset() + unit * order.length;
      for (int i = 0; i < order.length; i++) {
        if (mask.keeps(row + order[i])) {
          input[k] = i;
          places[k++] = row + order[i];
        }
      }
      start[unit + 1] = k;
    }
    for (int unit = 0; unit < biases; unit++) {
      places[input.length + unit] = slots.get(layer.bias()).offset() + unit;
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

  private boolean isBiased() {
    return places.length > input.length;
  }

  float bias(int unit) {
    return isBiased() ? values[input.length + unit] : 0f;
  }

  /** Returns the sum of a unit's weights. */
  double total(int unit) {
    double total = 0;
    for (int k = start[unit]; k < start[unit + 1]; k++) {
      total += values[k];
    }
    return total;
  }

  /**
   * Computes what a unit sums up, one number per example; four weights at a time. Inputs behind the
   * rows that are given are 0.
   */
  void sum(int unit, float begin, float[][] below, float[] sums) {
    Arrays.fill(sums, begin);
    int end = start[unit + 1];
    while (end > start[unit] && input[end - 1] >= below.length) {
      end--;
    }
    int k = start[unit];
    for (; k + 3 < end; k += 4) {
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
    for (; k < end; k++) {
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

  /** Applies ReLU to what units sum up. */
  static void rectify(float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] = Math.max(sums[i], 0f);
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
