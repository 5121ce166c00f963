package org.stockpot.barrier;

import java.util.List;
import java.util.Optional;
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
 * @param along which directions it was laid along; empty for points, or random ones
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
    Optional<PlaneResult.Along> along,
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

  /**
   * The directions of a plane around its first mark.
   *
   * @param what what they are, such as {@code principal components of the training base}
   * @param axes what each of both is, such as {@code component 1, 83 % of the variance}
   * @param path points on the way, projected onto the plane, with their own scores; empty if there
   *     is none
   */
  public record Along(String what, List<String> axes, List<Mark> path) {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if there are not two axes
     */
    public Along {
      axes = List.copyOf(axes);
      path = List.copyOf(path);
      if (axes.size() != 2) {
        throw new IllegalArgumentException("a plane must have two axes, got " + axes.size());
      }
    }
  }

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
