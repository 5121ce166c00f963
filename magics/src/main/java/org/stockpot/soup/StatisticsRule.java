package org.stockpot.soup;

import java.util.List;
import java.util.function.Supplier;
import org.stockpot.task.RecalibrationException;
import org.stockpot.task.Statistics;
import org.stockpot.task.Task;
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
      String instead =
          statistics == Statistics.RE_ESTIMATE
              ? "use --recalibrate carry or none"
              : "use weights of at least 0, or --recalibrate none";
      String message = "running statistics had to be re-estimated and cannot be: ";
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
