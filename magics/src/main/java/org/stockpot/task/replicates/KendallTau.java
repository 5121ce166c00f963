package org.stockpot.task.replicates;

import org.apache.commons.math3.stat.correlation.KendallsCorrelation;

/**
 * Kendall's rank correlation with its 95 % confidence interval.
 *
 * @param tau τ_b: agreeing minus disagreeing pairs, by the geometric mean of the pairs that do not
 *     tie in either; from -1 to 1
 * @param low the lower end; NaN below five values
 * @param high the upper end; NaN below five values
 * @param n how many values there are of either
 */
public record KendallTau(double tau, double low, double high, int n) {

  /** Fewer values have no interval. */
  public static final int LEAST = 5;

  private static final double QUANTILE = 1.959963984540054;

  /** The variance of Fisher's z of τ by n - 4. */
  private static final double VARIANCE = 0.437;

  /**
   * Correlates two series. The interval is {@code tanh(atanh τ ± 1.96 sqrt(0.437 / (n - 4)))}:
   * Fieller, Hartley, Pearson, "Tests for Rank Correlation Coefficients I", Biometrika 44 (1957),
   * 470–481, §3. It holds for independent pairs without many ties. Where all pairs agree, or none,
   * it is taken as if half a pair did not, so that few values do not look certain.
   *
   * @param x one series
   * @param y the other, of the same length
   * @return τ with its interval; NaN where either series is constant, or has fewer than two values
   * @throws IllegalArgumentException if lengths differ
   */
  public static KendallTau of(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "series must have one length, got " + x.length + " and " + y.length);
    }
    int n = x.length;
    double tau = n < 2 ? Double.NaN : new KendallsCorrelation().correlation(x, y);
    if (n < LEAST || Double.isNaN(tau)) {
      return new KendallTau(tau, Double.NaN, Double.NaN, n);
    }
    double most = 1 - 2.0 / (n * (n - 1.0));
    double z = atanh(Math.max(-most, Math.min(most, tau)));
    double half = QUANTILE * Math.sqrt(VARIANCE / (n - 4));
    double low = Math.min(tau, Math.tanh(z - half));
    double high = Math.max(tau, Math.tanh(z + half));
    return new KendallTau(tau, low, high, n);
  }

  private static double atanh(double value) {
    return Math.log((1 + value) / (1 - value)) / 2;
  }

  /**
   * Returns whether series rise together.
   *
   * @return yes if the interval lies above 0, no if it lies below, else undecided
   */
  public Verdict isPositive() {
    return low > 0 ? Verdict.YES : high < 0 ? Verdict.NO : Verdict.UNDECIDED;
  }
}
