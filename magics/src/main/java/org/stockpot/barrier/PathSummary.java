package org.stockpot.barrier;

import java.util.Arrays;

/**
 * A quantity along a path in four numbers, as Garipov et al. (NeurIPS 2018, Table 1 and code) give
 * them.
 *
 * @param min the least value at the measured positions
 * @param max the largest
 * @param mean the mean over positions, each of which weighs the same
 * @param integral the mean over the arc length: the trapezoidal integral over it, divided by it
 */
public record PathSummary(double min, double max, double mean, double integral) {

  /**
   * Sums up a path.
   *
   * @param path whose positions are shares of its arc length
   * @param quantity error or loss
   * @return the numbers; NaN if the quantity was not measured
   */
  public static PathSummary of(PathScores path, Quantity quantity) {
    double[] values = path.values(quantity);
    if (values.length == 0) {
      return new PathSummary(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double integral = 0;
    for (int i = 1; i < values.length; i++) {
      double step = path.positions().get(i) - path.positions().get(i - 1);
      integral += step * (values[i] + values[i - 1]) / 2;
    }
    return new PathSummary(
        Arrays.stream(values).min().orElseThrow(),
        Arrays.stream(values).max().orElseThrow(),
        Arrays.stream(values).average().orElseThrow(),
        integral);
  }
}
