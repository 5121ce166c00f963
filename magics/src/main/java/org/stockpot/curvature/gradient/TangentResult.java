package org.stockpot.curvature.gradient;

import java.util.List;
import org.stockpot.task.Metric;
import org.stockpot.task.Outcome;
import org.stockpot.task.Result;

/**
 * Tangent kernels at points, or along a training.
 *
 * @param task the task's name
 * @param metric what the task's scores measure, which tells its loss
 * @param examples how many examples the kernels are of
 * @param averaged whether the kernels of single outputs were averaged
 * @param options the settings
 * @param points the points
 * @param outcome whether all of them were measured
 */
public record TangentResult(
    String task,
    Metric metric,
    long examples,
    boolean averaged,
    TangentOptions options,
    List<TangentPoint> points,
    Outcome outcome)
    implements Result {

  /** Copies the list. */
  public TangentResult {
    points = List.copyOf(points);
  }

  /**
   * Returns whether the points are of one training.
   *
   * @return true if they have steps
   */
  public boolean isAlong() {
    return !points.isEmpty() && points.get(0).step().isPresent();
  }

  /** Returns how many points there are. */
  @Override
  public String toString() {
    return "tangent kernels of " + task + ", " + points.size() + " points";
  }
}
