package org.stockpot.report.parts;

import org.stockpot.barrier.Quantity;
import org.stockpot.task.Baseline;
import org.stockpot.task.Metric;

/**
 * Headings of what is measured, by the metric of a task: for classes {@code value("test", metric)}
 * is {@code test accuracy %}, for numbers {@code test R²}.
 */
public final class MetricColumns {

  private MetricColumns() {}

  /**
   * Returns the one of three that is for a metric.
   *
   * @param metric what scores measure
   * @param accuracy the one for accuracies
   * @param r2 the one for R²
   * @param error the one for error functions
   * @return the one
   */
  public static Heading of(Metric metric, Heading accuracy, Heading r2, Heading error) {
    return switch (metric) {
      case ACCURACY -> accuracy;
      case R2 -> r2;
      case NEGATIVE_ERROR -> error;
    };
  }

  /**
   * Returns the heading of a metric's values on some examples.
   *
   * @param examples which examples, such as {@code test}
   * @param metric what scores measure
   * @return the heading of a metric's values on some examples
   */
  public static String value(String examples, Metric metric) {
    return of(metric, Columns.VALUE, Columns.R2, ErrorColumns.ERROR).heading(examples);
  }

  /**
   * Returns the heading of errors on some examples.
   *
   * @param examples which examples, such as {@code test}
   * @param metric what scores measure
   * @return the heading of errors on some examples
   */
  public static String error(String examples, Metric metric) {
    return of(metric, Columns.ERROR, Columns.ERROR_R2, ErrorColumns.ERROR).heading(examples);
  }

  /**
   * Returns the heading of losses on some examples.
   *
   * @param examples which examples, such as {@code test}
   * @param metric what scores measure
   * @return the heading of losses on some examples
   */
  public static String loss(String examples, Metric metric) {
    return of(metric, Columns.LOSS, Columns.LOSS_SQUARES, ErrorColumns.LOSS).heading(examples);
  }

  /**
   * Returns the heading of half the widths of 95 % intervals of something.
   *
   * @param of what the interval is of
   * @param metric what scores measure
   * @return the heading of half the widths of 95 % intervals of something
   */
  public static String interval(String of, Metric metric) {
    return of(metric, Columns.INTERVAL, Columns.INTERVAL_R2, Columns.INTERVAL_R2).heading(of);
  }

  /**
   * Returns the heading of barriers of the error on some examples.
   *
   * @param examples which examples, such as {@code test}
   * @param metric what scores measure
   * @param baseline what the barrier lies above
   * @return the heading of barriers of the error on some examples
   */
  public static String barrier(String examples, Metric metric, Baseline baseline) {
    return of(metric, Columns.BARRIER, Columns.BARRIER_R2, ErrorColumns.BARRIER)
        .heading(examples, baseline.label());
  }

  /**
   * Returns the heading of barriers of the test error between networks of one kind.
   *
   * @param networks which networks
   * @param metric what scores measure
   * @param baseline what the barrier lies above
   * @return the heading of barriers of the test error between networks of one kind
   */
  public static String barrierBetween(String networks, Metric metric, Baseline baseline) {
    return of(
            metric, Columns.BARRIER_BETWEEN, Columns.BARRIER_BETWEEN_R2, Columns.BARRIER_BETWEEN_R2)
        .heading(networks, baseline.label());
  }

  /**
   * Returns the heading of barriers of the loss on some examples.
   *
   * @param examples which examples, such as {@code test}
   * @param metric what scores measure
   * @param baseline what the barrier lies above
   * @return the heading of barriers of the loss on some examples
   */
  public static String lossBarrier(String examples, Metric metric, Baseline baseline) {
    return of(metric, Columns.BARRIER_LOSS, Columns.BARRIER_SQUARES, ErrorColumns.BARRIER_LOSS)
        .heading(examples, baseline.label());
  }

  /**
   * Returns the heading of a quantity.
   *
   * @param quantity what was measured
   * @param metric what scores measure
   * @return the heading of a quantity
   */
  public static String quantity(Quantity quantity, Metric metric) {
    String examples = quantity.isTest() ? "test" : "training";
    return quantity.isError() ? error(examples, metric) : loss(examples, metric);
  }
}
