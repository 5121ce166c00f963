package org.stockpot.task;

import java.util.Comparator;

/**
 * How good a point is on one set of examples.
 *
 * @param metric what {@code value} measures
 * @param loss the mean loss per example (nats for cross-entropy); may be NaN or infinite
 * @param value the metric; accuracy in [0, 1], R² up to 1
 * @param examples the number of examples measured
 */
public record Score(Metric metric, double loss, double value, long examples) {

  /** The best first: by the value, of equals by the loss. */
  public static final Comparator<Score> BEST_FIRST =
      Comparator.comparingDouble(Score::value).reversed().thenComparingDouble(Score::loss);

  /**
   * Returns what is missing to a perfect value: the classification error, or the unexplained share
   * of the variance.
   *
   * @return {@code 1 - value}
   */
  public double error() {
    return 1 - value;
  }

  /**
   * Returns the standard error of an accuracy for the size of its test set, {@code sqrt(p (1 - p) /
   * N)}. Where all examples are right, or none, p is taken for one example less, so that a small
   * set does not look exact.
   *
   * @return the binomial standard error; NaN for R², whose error depends on more than its value
   */
  public double standardError() {
    if (metric != Metric.ACCURACY || examples < 2) {
      return Double.NaN;
    }
    double one = 1.0 / examples;
    double p = Math.max(one, Math.min(1 - one, value));
    return Math.sqrt(p * (1 - p) / examples);
  }
}
