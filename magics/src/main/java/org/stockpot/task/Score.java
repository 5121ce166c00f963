package org.stockpot.task;

/**
 * How good a point is on one set of examples.
 *
 * @param metric what {@code value} measures
 * @param loss the mean loss per example (nats for cross-entropy); may be NaN or infinite
 * @param value the metric; accuracy in [0, 1], R² up to 1
 * @param examples the number of examples measured
 */
public record Score(Metric metric, double loss, double value, long examples) {

  /**
   * Returns what is missing to a perfect value: the classification error, or the unexplained share
   * of the variance.
   *
   * @return {@code 1 - value}
   */
  public double error() {
    return 1 - value;
  }
}
