package org.stockpot.barrier;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.stockpot.barrier.PlanePoints.Around;
import org.stockpot.barrier.PlanePoints.Triangle;
import org.stockpot.barrier.PlaneResult.Mark;
import org.stockpot.task.Blends;
import org.stockpot.task.Objective;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.RecalibrationException;
import org.stockpot.task.Seeds;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.weights.Plane;
import org.stockpot.weights.Point;
import org.stockpot.weights.RandomDirections;

/**
 * Error or loss over a plane in weight space. The points that it goes through and all others follow
 * one rule for running statistics, {@link org.stockpot.task.Statistics}.
 */
public final class PlaneSurvey {

  private static final int DIGITS = 12;

  private final Task task;
  private final PlaneOptions options;
  private final Progress progress;
  private Optional<PlaneResult.Along> along = Optional.empty();
  private String whyEmpty = "";

  private PlaneSurvey(Task task, PlaneOptions options, Progress progress) {
    this.task = task;
    this.options = options;
    this.progress = progress;
  }

  /**
   * Surveys the plane through three points.
   *
   * @param names what the points are called
   * @param points three points that do not lie on one line
   * @param task scores points
   * @param options the settings
   * @return what was measured
   * @throws IllegalArgumentException if there are not three points, or they lie on one line
   */
  public static PlaneResult through(
      List<String> names, List<Point> points, Task task, PlaneOptions options) {
    return through(names, points, task, options, Progress.NONE);
  }

  /**
   * Surveys the plane through three points.
   *
   * @param names what the points are called
   * @param points three points that do not lie on one line
   * @param task scores points
   * @param options the settings
   * @param progress told about each point measured
   * @return what was measured; an interrupt leaves the rest NaN
   * @throws IllegalArgumentException if there are not three points, or they lie on one line
   */
  public static PlaneResult through(
      List<String> names, List<Point> points, Task task, PlaneOptions options, Progress progress) {
    if (points.size() != 3) {
      throw new IllegalArgumentException(
          "a plane must go through three points, got " + points.size());
    }
    Plane own = Plane.through(points.get(0), points.get(1), points.get(2));
    Plane right = own.orthonormal();
    boolean orthonormal = options.axes() == Axes.ORTHONORMAL;
    double[][] corners = {{0, 0}, {1, 0}, {0, 1}};
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      double[] at = orthonormal ? coordinates(right, points.get(i)) : corners[i];
      marks.add(mark(names.get(i), at[0], at[1], points.get(i), task, options));
    }
    return new PlaneSurvey(task, options, progress).survey(new Triangle(points, marks), marks);
  }

  /** Returns coordinates without what rounding leaves of zeros. */
  private static double[] coordinates(Plane plane, Point point) {
    double[] at = plane.coordinates(point);
    double least = 1e-9 * Math.hypot(at[0], at[1]);
    return Arrays.stream(at).map(x -> Math.abs(x) < least ? 0 : x).toArray();
  }

  private static Mark mark(
      String name, double x, double y, Point point, Task task, PlaneOptions options) {
    Point shown = options.recalibrate().single(point, task);
    return new Mark(name, x, y, objective(task, options).score(shown));
  }

  /**
   * Surveys a random filter-normalised plane around a point.
   *
   * @param name what the point is called
   * @param center the point
   * @param task scores points
   * @param options the settings
   * @return what was measured
   */
  public static PlaneResult around(String name, Point center, Task task, PlaneOptions options) {
    return around(name, center, task, options, Progress.NONE);
  }

  /**
   * Surveys a random filter-normalised plane around a point.
   *
   * @param name what the point is called
   * @param center the point
   * @param task scores points
   * @param options the settings
   * @param progress told about each point measured
   * @return what was measured; an interrupt leaves the rest NaN
   */
  public static PlaneResult around(
      String name, Point center, Task task, PlaneOptions options, Progress progress) {
    requireNoGoals(task, options);
    Point u = RandomDirections.filterNormalised(center, Seeds.mix(options.seed(), 1));
    Point v = RandomDirections.filterNormalised(center, Seeds.mix(options.seed(), 2));
    List<Mark> marks = List.of(mark(name, 0, 0, center, task, options));
    Around ground = Around.of(new Plane(center, u, v));
    return new PlaneSurvey(task, options, progress).survey(ground, marks);
  }

  private static void requireNoGoals(Task task, PlaneOptions options) {
    if (options.recalibrate().repairs() && !task.layout().hasStatistics()) {
      throw new IllegalArgumentException(
          "recalibrate must be none, carry or re-estimate around one point, got "
              + options.recalibrate().label()
              + ", whose goals are those of networks that are blended");
    }
  }

  /**
   * Surveys the plane around a point along two directions.
   *
   * @param plane the point, and the directions, whose lengths are those of the coordinates
   * @param marks the point, and others in the plane
   * @param along what the directions are, and what is projected onto the plane
   * @param task scores points
   * @param options the settings; the picture reaches beyond marks and path by the margin, or as far
   *     as the reach where there is the point alone
   * @param progress told about each point measured
   * @return what was measured; an interrupt leaves the rest NaN
   */
  public static PlaneResult along(
      Plane plane,
      List<Mark> marks,
      PlaneResult.Along along,
      Task task,
      PlaneOptions options,
      Progress progress) {
    requireNoGoals(task, options);
    PlaneSurvey survey = new PlaneSurvey(task, options, progress);
    survey.along = Optional.of(along);
    List<Mark> seen = new ArrayList<>(marks);
    seen.addAll(along.path());
    return survey.survey(Around.of(plane), marks, seen);
  }

  /** Surveys the plane around a point at given places, by rows. */
  static PlaneResult over(
      Plane plane,
      List<List<Double>> places,
      List<Mark> marks,
      PlaneResult.Along along,
      Task task,
      PlaneOptions options,
      Progress progress) {
    PlaneSurvey survey = new PlaneSurvey(task, options, progress);
    survey.along = Optional.of(along);
    return survey.at(Around.of(plane), marks, places.get(0), places.get(1));
  }

  /**
   * Returns the mark of one point, with its score.
   *
   * @param name what it is called
   * @param at its two coordinates
   * @param point the point
   * @param task scores it
   * @param options the settings
   * @return the mark alone
   */
  public static List<Mark> marks(
      String name, double[] at, Point point, Task task, PlaneOptions options) {
    return List.of(mark(name, at[0], at[1], point, task, options));
  }

  /**
   * Returns where a point lies in a plane, with its own score.
   *
   * @param name what it is called
   * @param plane an orthonormal plane
   * @param point any point; it is projected onto the plane
   * @param task scores it
   * @param options the settings
   * @return the mark
   */
  static Mark projected(String name, Plane plane, Point point, Task task, PlaneOptions options) {
    double[] at = plane.coordinates(point);
    return mark(name, at[0], at[1], point, task, options);
  }

  private static Objective objective(Task task, PlaneOptions options) {
    return options.quantity().isTest() ? task.test() : task.training();
  }

  private PlaneResult survey(PlanePoints ground, List<Mark> marks) {
    return survey(ground, marks, marks);
  }

  private PlaneResult survey(PlanePoints ground, List<Mark> marks, List<Mark> seen) {
    return at(
        ground,
        marks,
        range(seen.stream().map(Mark::x).toList()),
        range(seen.stream().map(Mark::y).toList()));
  }

  private PlaneResult at(PlanePoints ground, List<Mark> marks, List<Double> xs, List<Double> ys) {
    Work point = Work.points("point", objective(task, options));
    progress.plan(point, (long) xs.size() * ys.size());
    List<List<Double>> values = new ArrayList<>();
    Outcome outcome =
        Outcome.of(
            () -> {
              try (Blends blends = objective(task, options).blends(ground.basis())) {
                for (double y : ys) {
                  List<Double> row = new ArrayList<>(Collections.nCopies(xs.size(), Double.NaN));
                  values.add(row);
                  for (int i = 0; i < xs.size(); i++) {
                    row.set(i, measure(ground, blends, xs.get(i), y));
                    progress.done(point, 1);
                  }
                }
              }
            });
    while (values.size() < ys.size()) {
      values.add(Collections.nCopies(xs.size(), Double.NaN));
    }
    return new PlaneResult(task.name(), options, xs, ys, values, marks, along, whyEmpty, outcome);
  }

  private double measure(PlanePoints ground, Blends blends, double x, double y) {
    if (!options.recalibrate().changes(task.layout())) {
      return options.quantity().of(blends.score(ground.shares(x, y)));
    }
    try {
      Point point = ground.at(x, y, options.recalibrate(), task);
      return options.quantity().of(objective(task, options).score(point));
    } catch (RecalibrationException e) {
      whyEmpty = e.getMessage();
      return Double.NaN;
    }
  }

  /** Returns a position without the noise of its arithmetic: 1.2 is not 1.2000000000000002. */
  static double rounded(double position) {
    return BigDecimal.valueOf(position).round(new MathContext(DIGITS)).doubleValue();
  }

  private List<Double> range(List<Double> marks) {
    boolean alone = options.random() || marks.size() == 1;
    double low = alone ? -options.reach() : Collections.min(marks);
    double high = alone ? options.reach() : Collections.max(marks);
    double margin = alone ? 0 : options.margin() * (high - low);
    List<Double> range = new ArrayList<>();
    for (int i = 0; i < options.grid(); i++) {
      range.add(rounded(low - margin + i * (high - low + 2 * margin) / (options.grid() - 1)));
    }
    return range;
  }
}
