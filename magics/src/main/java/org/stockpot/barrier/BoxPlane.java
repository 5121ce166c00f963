package org.stockpot.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.barrier.PlaneResult.Mark;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.ParameterBox;
import org.stockpot.task.analysis.ParameterRange;
import org.stockpot.weights.Plane;
import org.stockpot.weights.Point;

/**
 * The plane of two parameters of an error function over their whole ranges; coordinates are the
 * parameters themselves. Others are those of the first point.
 */
public final class BoxPlane {

  private BoxPlane() {}

  /**
   * Surveys the plane of two parameters.
   *
   * @param names what the points are called
   * @param points at least one; others are projected onto the plane, with their own scores
   * @param parameters the names of two parameters
   * @param task an error function, which knows its box
   * @param options the settings
   * @param progress told about each place
   * @return the plane
   * @throws IllegalArgumentException if there are not two parameters of these names
   * @throws UnsupportedOperationException if the task has no box
   */
  public static PlaneResult of(
      List<String> names,
      List<Point> points,
      List<String> parameters,
      Task task,
      PlaneOptions options,
      Progress progress) {
    ParameterBox box = box(task);
    if (parameters.size() != 2 || parameters.get(0).equals(parameters.get(1))) {
      throw new IllegalArgumentException(
          "parameters must be two of " + String.join(", ", box.names()) + ", got " + parameters);
    }
    int first = box.place(parameters.get(0));
    int second = box.place(parameters.get(1));
    Point origin = with(points.get(0), first, second, 0, 0);
    Plane plane =
        new Plane(
            origin,
            with(origin.times(0), first, second, 1, 0),
            with(origin.times(0), first, second, 0, 1));
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      double[] at = {point.at(first), point.at(second)};
      marks.addAll(PlaneSurvey.marks(names.get(i), at, point, task, options));
    }
    PlaneResult.Along along =
        new PlaneResult.Along("parameters " + String.join(", ", parameters), parameters, List.of());
    return PlaneSurvey.over(
        plane,
        List.of(
            places(box.ranges().get(first), options.grid()),
            places(box.ranges().get(second), options.grid())),
        marks,
        along,
        task,
        options,
        progress);
  }

  /**
   * Surveys the plane of two parameters; others, and the point that is marked, are those in the
   * middle of the box.
   *
   * @param parameters the names of two parameters
   * @param task an error function, which knows its box
   * @param options the settings
   * @param progress told about each place
   * @return the plane
   * @throws IllegalArgumentException if there are not two parameters of these names
   * @throws UnsupportedOperationException if the task has no box
   */
  public static PlaneResult of(
      List<String> parameters, Task task, PlaneOptions options, Progress progress) {
    double[] middle = box(task).middle();
    Point point =
        Point.build(
            task.layout(),
            values -> {
              for (int i = 0; i < values.length; i++) {
                values[i] = (float) middle[i];
              }
            });
    return of(List.of("the middle"), List.of(point), parameters, task, options, progress);
  }

  /**
   * Returns where a task's parameters are of interest.
   *
   * @param task an error function
   * @return its box
   * @throws UnsupportedOperationException if the task has none
   */
  public static ParameterBox box(Task task) {
    return task.as(ParameterBox.class)
        .orElseThrow(
            () ->
                new UnsupportedOperationException(
                    "a box is that of an error function (%task --error), which "
                        + task.name()
                        + " is not"));
  }

  private static List<Double> places(ParameterRange range, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> PlaneSurvey.rounded(range.at(i / (count - 1.0))))
        .toList();
  }

  private static Point with(Point point, int first, int second, double x, double y) {
    float[] values = point.toArray();
    values[first] = (float) x;
    values[second] = (float) y;
    return Point.of(point.layout(), values);
  }
}
