package org.stockpot.report;

import org.apache.commons.math3.distribution.TDistribution;
import org.stockpot.task.Estimate;

/** Confidence intervals of means over replicates. */
public final class Intervals {

  private Intervals() {}

  /**
   * Returns half the width of the 95 % confidence interval of a mean, by Student's t with n - 1
   * degrees of freedom: {@code t(0.975, n - 1) · sd / sqrt(n)}.
   *
   * @param estimate mean and spread of independent replicates
   * @return the half width, or NaN below two replicates
   */
  public static double halfWidth(Estimate estimate) {
    if (estimate.n() < 2) {
      return Double.NaN;
    }
    double quantile = new TDistribution(estimate.n() - 1.0).inverseCumulativeProbability(0.975);
    return quantile * estimate.sd() / Math.sqrt(estimate.n());
  }
}
