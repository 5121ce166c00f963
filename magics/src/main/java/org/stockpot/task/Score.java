package org.stockpot.task;

import java.util.Comparator;

/**
 * How good a point is on one set of examples.
 *
 * @param metric what {@code value} measures
 * @param loss the mean loss per example (nats for cross-entropy); may be NaN or infinite
 * @param value the metric; accuracy in [0, 1], R² up to 1, an error function's error times -1
 * @param examples the number of examples measured
 */
public record Score(Metric metric, double loss, double value, long examples) {

  /**
   * Orders scores from the best to the worst: the higher value first, of equal values the lower
   * loss. What ties in both stays in the order in which it was.
   */
  public static final Comparator<Score> BEST_FIRST =
      Comparator.comparingDouble((Score score) -> -score.value()).thenComparingDouble(Score::loss);

  /**
   * Returns the score of an error function, whose error is its loss.
   *
   * @param error the error
   * @param examples over how many examples it is a mean; 1 for a function without
   * @return the score
   */
  public static Score ofError(double error, long examples) {
    return new Score(Metric.NEGATIVE_ERROR, error, Metric.NEGATIVE_ERROR.turned(error), examples);
  }

  /**
   * Returns what is missing to a perfect value: the classification error, or the unexplained share
   * of the variance; an error function's error as it is.
   *
   * @return {@code 1 - value}, or {@code -value} of an error function
   */
  public double error() {
    return metric.turned(value);
  }

  /**
   * Returns the standard error of an accuracy for the size of its test set, {@code sqrt(p (1 - p) /
   * N)}. Where all examples are right, or none, p is taken for one example less, so that a small
   * set does not look exact.
   *
   * @return the binomial standard error; NaN for others, whose error depends on more than the value
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
