package org.stockpot.report.study;

import java.util.LinkedHashSet;
import java.util.Set;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.Scores;
import org.stockpot.study.Comparison;
import org.stockpot.study.Match;
import org.stockpot.study.Measure;
import org.stockpot.study.ResultKind;
import org.stockpot.task.Metric;

/** What a comparison and its levels are called, and how its values are shown. */
final class ComparisonHeadings {

  /** More settings that differ have a table of their own. */
  static final int MOST_INLINE = 3;

  private ComparisonHeadings() {}

  static String title(Comparison comparison) {
    Set<String> differing = new LinkedHashSet<>(comparison.differing().keySet());
    differing.remove("words");
    String by =
        differing.isEmpty() || differing.size() > MOST_INLINE
            ? ""
            : " by " + String.join(", ", differing);
    return "Comparison of " + comparison.kind() + by + ": " + comparison.task();
  }

  static boolean isByDensity(Comparison comparison) {
    return comparison.kind() == ResultKind.PRUNING_RUNS && comparison.match() == Match.DENSITY;
  }

  static boolean isByRound(Comparison comparison) {
    return comparison.kind() == ResultKind.PRUNING_RUNS && comparison.match() == Match.ROUND;
  }

  static Columns level(Comparison comparison) {
    return switch (comparison.kind()) {
      case INSTABILITIES -> Columns.FORK;
      case SOUP_COMPARISONS -> Columns.SOUP;
      default -> Columns.LEVEL;
    };
  }

  /** Returns what levels are called on an axis. */
  static String levelHeading(Comparison comparison) {
    if (isByDensity(comparison)) {
      return "weights kept (%)";
    }
    return isByRound(comparison) ? Columns.ROUND.heading() : level(comparison).heading();
  }

  static String valueHeading(Comparison comparison) {
    Metric metric = comparison.like().metric();
    return comparison.measure() == Measure.TEST
        ? MetricColumns.value("test", metric)
        : MetricColumns.barrier("test", metric, comparison.baseline().orElseThrow());
  }

  /** Returns an error as it is shown: as accuracy, R² or itself. A barrier is shown as it is. */
  static double shown(Comparison comparison, double value) {
    return comparison.measure() == Measure.TEST ? Scores.valueOf(value, comparison.like()) : value;
  }

  /** Returns the sign of a difference of errors as it is shown. */
  static double sign(Comparison comparison) {
    return comparison.measure() == Measure.TEST ? -1 : 1;
  }
}
