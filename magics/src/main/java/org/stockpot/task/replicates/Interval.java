package org.stockpot.task.replicates;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * A mean with its 95 % confidence interval.
 *
 * @param mean the mean
 * @param halfWidth half the width of the interval; NaN if there is none
 * @param n the number of independent replicates behind it
 * @param over what the interval is taken over
 */
public record Interval(double mean, double halfWidth, int n, Over over) {

  private static final double QUANTILE = 0.975;

  /** What an interval is taken over, and so what it says of other runs. */
  public enum Over {
    /** Independent replicates, such as seeds, and the test examples that they share. */
    REPLICATES,
    /** Networks that several pairs share: the jackknife. */
    NETWORKS,
    /** The test examples alone: it says nothing of another run. */
    EXAMPLES
  }

  /**
   * Returns the interval of a mean over replicates by Student's t with n - 1 degrees of freedom,
   * {@code t(0.975, n - 1) · sd / sqrt(n)}.
   *
   * @param estimate mean and spread of independent replicates
   * @return the interval; without a width below two replicates
   */
  public static Interval of(Estimate estimate) {
    double error = estimate.sd() / Math.sqrt(estimate.n());
    return of(estimate.mean(), error, estimate.n() - 1.0, estimate.n(), Over.REPLICATES);
  }

  /**
   * Returns the interval of a mean by its standard error.
   *
   * @param mean the mean
   * @param error its standard error; NaN if it is not known
   * @param freedom degrees of freedom of the error, above 0 if it is known
   * @param n independent replicates
   * @param over what the interval is taken over
   * @return the interval {@code mean ± t(0.975, freedom) · error}
   */
  static Interval of(double mean, double error, double freedom, int n, Over over) {
    boolean known = !Double.isNaN(error) && freedom > 0;
    double half = known ? quantile(freedom) * error : Double.NaN;
    return new Interval(mean, half, n, over);
  }

  private static double quantile(double freedom) {
    return new TDistribution(null, freedom).inverseCumulativeProbability(QUANTILE);
  }

  /**
   * Returns the lower end.
   *
   * @return {@code mean - halfWidth}
   */
  public double low() {
    return mean - halfWidth;
  }

  /**
   * Returns the upper end.
   *
   * @return {@code mean + halfWidth}
   */
  public double high() {
    return mean + halfWidth;
  }

  /**
   * Returns whether the mean is at most a bound.
   *
   * @param bound the bound; NaN if it is not known
   * @return yes if the upper end is at most the bound, no if the lower end is above it, else
   *     undecided
   */
  public Verdict atMost(double bound) {
    if (high() <= bound) {
      return Verdict.YES;
    }
    return low() > bound ? Verdict.NO : Verdict.UNDECIDED;
  }

  /**
   * Returns this interval in another unit.
   *
   * @param factor what all is multiplied by, above 0
   * @return the changed interval
   */
  public Interval times(double factor) {
    return new Interval(factor * mean, factor * halfWidth, n, over);
  }
}
