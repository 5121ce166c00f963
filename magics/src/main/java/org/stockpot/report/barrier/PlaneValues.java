package org.stockpot.report.barrier;

import org.stockpot.barrier.PlaneResult;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.Scores;
import org.stockpot.task.Metric;

/** The quantity of a plane as tables and charts show it. */
final class PlaneValues {

  private PlaneValues() {}

  /** Returns errors in per cent, losses as they are. */
  static double shown(PlaneResult result, double value) {
    return result.options().quantity().isError()
        ? Scores.rounded(value, result.marks().get(0).score())
        : value;
  }

  static String heading(PlaneResult result) {
    return MetricColumns.quantity(result.options().quantity(), metric(result));
  }

  static Metric metric(PlaneResult result) {
    return result.marks().get(0).score().metric();
  }
}
