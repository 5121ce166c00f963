package org.stockpot.landscape;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.task.Metric;
import org.stockpot.task.Objective;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Result;
import org.stockpot.task.Seeds;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.weights.Point;
import org.stockpot.weights.RandomDirections;

/**
 * How rough the loss is around networks.
 *
 * @param task the task's name
 * @param metric of the task, which tells the unit of its loss
 * @param options the settings
 * @param points the finished networks
 * @param outcome whether all were finished
 */
public record RoughnessResult(
    String task, Metric metric, RoughnessOptions options, List<Roughness> points, Outcome outcome)
    implements Result {

  /** Copies the list. */
  public RoughnessResult {
    points = List.copyOf(points);
  }

  /**
   * Measures networks along the same number of rays.
   *
   * @param points the networks
   * @param task gives losses
   * @param options the settings
   * @return what was measured
   */
  public static RoughnessResult of(
      List<SurroundedPoint> points, Task task, RoughnessOptions options) {
    return of(points, task, options, Progress.NONE);
  }

  /**
   * Measures networks along the same number of rays. An interrupt keeps the finished ones.
   *
   * @param points the networks
   * @param task gives losses
   * @param options the settings
   * @param progress told about each ray
   * @return what was measured
   */
  public static RoughnessResult of(
      List<SurroundedPoint> points, Task task, RoughnessOptions options, Progress progress) {
    Objective objective =
        task.objective(options.examples().of(options.on(), options.seed())).orThrow();
    Work ray = Work.points("ray", objective);
    progress.plan(ray, (long) points.size() * options.directions());
    List<Roughness> done = new ArrayList<>();
    Outcome outcome =
        Outcome.of(
            () -> {
              for (SurroundedPoint point : points) {
                progress.phase(point.name());
                Point from = point.at().point();
                task.layout().requireSame(from.layout());
                List<Ray> rays = new ArrayList<>();
                for (int i = 0; i < options.directions(); i++) {
                  rays.add(
                      Ray.of(objective, from, direction(point, options, i), options.samples()));
                  progress.done(ray, 1);
                }
                double loss = objective.score(from).loss();
                done.add(new Roughness(point.name(), loss, options.reach() * from.norm(), rays));
              }
            });
    return new RoughnessResult(task.name(), task.metric(), options, done, outcome);
  }

  private static Point direction(SurroundedPoint point, RoughnessOptions options, int number) {
    long seed = Seeds.mix(options.seed(), number);
    double reach = options.reach();
    Point from = point.at().point();
    return switch (options.scale()) {
      case SPHERE -> RandomDirections.uniform(point.at(), seed).times(reach * from.norm());
      case FILTER ->
          RandomDirections.filterNormalised(from, seed).masked(point.at().mask()).times(reach);
      case WEIGHT -> RandomDirections.proportional(point.at(), seed).times(reach * from.norm());
    };
  }

  /** Returns task and networks in a phrase. */
  @Override
  public String toString() {
    return "roughness of " + task + ", networks: " + points.size();
  }
}
