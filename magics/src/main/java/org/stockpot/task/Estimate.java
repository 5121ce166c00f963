package org.stockpot.task;

import java.util.Collection;

/**
 * The mean of replicates and their spread.
 *
 * @param mean the arithmetic mean; NaN if there are no replicates
 * @param sd the sample standard deviation, with n - 1; NaN below two replicates
 * @param n the number of replicates
 */
public record Estimate(double mean, double sd, int n) {

  /**
   * Returns the estimate of some values.
   *
   * @param values one per replicate
   * @return mean, standard deviation and count
   */
  public static Estimate of(Collection<Double> values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    int n = values.size();
    double mean = sum / n;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return new Estimate(mean, n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1)), n);
  }
}
