package org.stockpot.soup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.stockpot.task.RecalibrationException;
import org.stockpot.task.Statistics;
import org.stockpot.task.Task;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;

/**
 * The one rule for running statistics by which soups, ingredients, paths and baselines are
 * measured.
 *
 * @param statistics the rule
 * @param task re-estimates statistics
 */
record StatisticsRule(Statistics statistics, Task task) {

  /** Returns the other rules by which averages are measured for comparison. */
  static List<Statistics> others(Statistics rule, Layout layout) {
    List<Statistics> kinds = new ArrayList<>();
    if (layout.hasStatistics()) {
      Collections.addAll(kinds, Statistics.NONE, Statistics.CARRY, Statistics.RE_ESTIMATE);
      // Averages of either are the same.
      kinds.remove(rule.repairs() ? Statistics.RE_ESTIMATE : rule);
    } else if (rule.repairs()) {
      kinds.add(Statistics.CARRY);
    }
    return kinds;
  }

  /** Returns an average as it is measured, the first point's statistics among its choices. */
  Point blend(List<Point> points, double... weights) {
    return refusing(() -> statistics.blend(points, weights, task));
  }

  /** Returns a network that is no average as it is measured. */
  Point single(Point point) {
    return refusing(() -> statistics.single(point, task));
  }

  /** Returns a point of a line as it is measured. */
  Point at(Line line, double t) {
    return refusing(() -> statistics.at(line, t, task));
  }

  private Point refusing(Supplier<Point> treated) {
    try {
      return treated.get();
    } catch (RecalibrationException e) {
      boolean always = statistics != Statistics.CARRY;
      String instead =
          always
              ? "use --recalibrate carry or none"
              : "use weights of at least 0, or --recalibrate none";
      String message =
          task.layout().hasStatistics()
              ? "running statistics had to be re-estimated and cannot be: "
              : "";
      throw new ImpossibleException(message + e.getMessage() + "; " + instead, e);
    }
  }

  /** Statistics had to be re-estimated and cannot be; the cause says why. */
  static final class ImpossibleException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    ImpossibleException(String message, RecalibrationException cause) {
      super(message, cause);
    }
  }
}
