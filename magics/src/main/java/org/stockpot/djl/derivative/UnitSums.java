package org.stockpot.djl.derivative;

import ai.djl.ndarray.NDArray;
import org.stockpot.task.analysis.UnitMoments;

/**
 * Means of the values of each unit and sums of squares about them, of one chunk or of several that
 * are combined by deviations from the common mean, which loses no digits where means are large.
 */
final class UnitSums {

  private final double[] mean;
  private final double[] squares;
  private long count;

  UnitSums(int units) {
    mean = new double[units];
    squares = new double[units];
  }

  /**
   * Sums up what a layer gives for a chunk.
   *
   * @param activations one row per example
   * @param units how many there are
   * @param last whether units lie along the last axis, else along the second
   */
  static UnitSums of(NDArray activations, int units, boolean last) {
    float[] values = activations.toFloatArray();
    UnitSums sums = new UnitSums(units);
    int places = last ? 1 : (int) activations.getShape().slice(2).size();
    sums.count = values.length / units;
    sums.add(values, places, false);
    for (int u = 0; u < units; u++) {
      sums.mean[u] /= sums.count;
    }
    sums.add(values, places, true);
    return sums;
  }

  /** Adds values to their unit's mean, or the squares of their distances from it. */
  private void add(float[] values, int places, boolean squared) {
    int at = 0;
    while (at < values.length) {
      for (int u = 0; u < mean.length; u++) {
        double sum = 0;
        for (int p = 0; p < places; p++) {
          double value = squared ? values[at] - mean[u] : values[at];
          sum += squared ? value * value : value;
          at++;
        }
        (squared ? squares : mean)[u] += sum;
      }
    }
  }

  /** Adds the values of another chunk. */
  void add(UnitSums other) {
    double total = (double) count + other.count;
    for (int u = 0; u < mean.length; u++) {
      double apart = other.mean[u] - mean[u];
      squares[u] += other.squares[u] + apart * apart * count * other.count / total;
      mean[u] += apart * other.count / total;
    }
    count += other.count;
  }

  UnitMoments moments() {
    double[] numbers = new double[2 * mean.length];
    for (int u = 0; u < mean.length; u++) {
      numbers[u] = mean[u];
      numbers[mean.length + u] = Math.sqrt(squares[u] / count);
    }
    return UnitMoments.of(numbers);
  }
}
