package org.stockpot.task.replicates;

import java.util.Collection;
import java.util.List;
import java.util.stream.DoubleStream;
import org.stockpot.task.Score;

/**
 * The mean of replicates and their spread.
 *
 * @param mean the arithmetic mean; NaN if there are no replicates
 * @param sd the sample standard deviation, with n - 1; NaN below two replicates
 * @param n the number of replicates
 */
public record Estimate(double mean, double sd, int n) {

  /** A smaller spread, relative to the mean or to 1, is that of the arithmetic. */
  private static final double ROUNDING = 1e-13;

  /**
   * Returns the estimate of some values. Sums run over the differences to the first, so that equal
   * values have exactly their own mean and no spread.
   *
   * @param values one per replicate
   * @return mean, standard deviation and count
   */
  public static Estimate of(Collection<Double> values) {
    int n = values.size();
    double first = n == 0 ? Double.NaN : values.iterator().next();
    double sum = 0;
    for (double value : values) {
      sum += value - first;
    }
    double mean = first + sum / n;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double sd = n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1));
    return new Estimate(mean, sd < ROUNDING * Math.max(1, Math.abs(mean)) ? 0 : sd, n);
  }

  /**
   * Returns the mean of some numbers, without their spread.
   *
   * @param values any numbers
   * @return the arithmetic mean; NaN of none
   */
  public static double mean(DoubleStream values) {
    return values.average().orElse(Double.NaN);
  }

  /**
   * Returns the geometric mean of some numbers.
   *
   * @param values numbers above 0
   * @return {@code exp} of the mean of their logarithms; NaN of none
   */
  public static double geometricMean(DoubleStream values) {
    return Math.exp(mean(values.map(Math::log)));
  }

  /**
   * Returns the mean of scores on the same examples, such as those of single networks.
   *
   * @param scores one or more of one metric
   * @return the means of losses and values
   */
  public static Score mean(List<Score> scores) {
    Score first = scores.get(0);
    return new Score(
        first.metric(),
        mean(scores.stream().mapToDouble(Score::loss)),
        mean(scores.stream().mapToDouble(Score::value)),
        first.examples());
  }
}
