package org.stockpot.law;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.replicates.Verdict;

/**
 * How far a law lies from mean errors, relative to them: {@code (law - error) / error}. Intervals
 * are of 95 % and take deviations of different places for independent.
 *
 * @param estimate mean μ and standard deviation σ over places
 */
public record Deviation(Estimate estimate) {

  private static final double TAIL = 0.025;

  /**
   * Returns the mean.
   *
   * @return μ, as a share of the error
   */
  public double mean() {
    return estimate.mean();
  }

  /**
   * Returns the standard deviation.
   *
   * @return σ, as a share of the error; NaN of one place
   */
  public double sd() {
    return estimate.sd();
  }

  /**
   * Returns half the width of the interval of the mean.
   *
   * @return by Student's t; NaN of one place
   */
  public double halfWidth() {
    int n = estimate.n();
    return n < 2
        ? Double.NaN
        : new TDistribution(null, n - 1.0).inverseCumulativeProbability(1 - TAIL)
            * sd()
            / Math.sqrt(n);
  }

  /**
   * Returns the lower end of the interval of σ.
   *
   * @return by χ²; NaN of one place
   */
  public double sdLow() {
    return bound(1 - TAIL);
  }

  /**
   * Returns the upper end of the interval of σ.
   *
   * @return by χ²; NaN of one place
   */
  public double sdHigh() {
    return bound(TAIL);
  }

  private double bound(double probability) {
    int n = estimate.n();
    return n < 2
        ? Double.NaN
        : sd()
            * Math.sqrt(
                (n - 1)
                    / new ChiSquaredDistribution(null, n - 1.0)
                        .inverseCumulativeProbability(probability));
  }

  /**
   * Returns whether deviations are as small as is claimed.
   *
   * @param mu what |μ| is at most
   * @param sigma what σ is at most
   * @return yes if both intervals lie within, no if one lies without, else undecided
   */
  public Verdict within(double mu, double sigma) {
    double half = halfWidth();
    Verdict mean = verdict(Math.abs(mean()) - half, Math.abs(mean()) + half, mu);
    return mean.and(verdict(sdLow(), sdHigh(), sigma));
  }

  private static Verdict verdict(double low, double high, double most) {
    if (high <= most) {
      return Verdict.YES;
    }
    return low > most ? Verdict.NO : Verdict.UNDECIDED;
  }
}
