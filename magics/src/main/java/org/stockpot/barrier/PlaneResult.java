package org.stockpot.barrier;

import java.util.List;
import org.stockpot.task.Outcome;
import org.stockpot.task.Result;
import org.stockpot.task.Score;

/**
 * A quantity over a plane.
 *
 * @param task the task's name
 * @param options the settings
 * @param xs positions along the first axis
 * @param ys positions along the second axis
 * @param values one row per y, one number per x; NaN where it was not measured
 * @param marks the points the plane goes through
 * @param whyEmpty why running statistics could not be re-estimated where values are NaN; else empty
 * @param outcome whether all positions were measured
 */
public record PlaneResult(
    String task,
    PlaneOptions options,
    List<Double> xs,
    List<Double> ys,
    List<List<Double>> values,
    List<PlaneResult.Mark> marks,
    String whyEmpty,
    Outcome outcome)
    implements Result {

  /**
   * A point in the plane.
   *
   * @param name what it is called
   * @param x its first coordinate
   * @param y its second coordinate
   * @param score its score on the examples that are drawn
   */
  public record Mark(String name, double x, double y, Score score) {}

  /** Copies the lists. */
  public PlaneResult {
    xs = List.copyOf(xs);
    ys = List.copyOf(ys);
    values = values.stream().map(List::copyOf).toList();
    marks = List.copyOf(marks);
  }

  /** Returns task and size in a phrase. */
  @Override
  public String toString() {
    return "plane of " + task + ", " + xs.size() + " × " + ys.size() + " places";
  }
}
