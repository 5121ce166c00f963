package org.stockpot.landscape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.stockpot.task.Availability;
import org.stockpot.task.Objective;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Result;
import org.stockpot.task.Seeds;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Subset;
import org.stockpot.weights.Point;
import org.stockpot.weights.RandomDirections;

/**
 * How far one can go from networks until their loss has risen: in random directions, in directions
 * of noise in proportion to each weight, and up and down the gradient.
 *
 * @param task the task's name
 * @param options the settings
 * @param points the finished networks
 * @param outcome whether all were finished
 */
public record BasinResult(String task, BasinOptions options, List<Basin> points, Outcome outcome)
    implements Result {

  /** Copies the list. */
  public BasinResult {
    points = List.copyOf(points);
  }

  /**
   * Measures networks.
   *
   * @param points the networks
   * @param task gives losses, and gradients if it knows them
   * @param options the settings
   * @return what was measured
   */
  public static BasinResult of(List<SurroundedPoint> points, Task task, BasinOptions options) {
    return of(points, task, options, Progress.NONE);
  }

  /**
   * Measures networks. An interrupt keeps the finished ones.
   *
   * @param points the networks
   * @param task gives losses, and gradients if it knows them
   * @param options the settings
   * @param progress told about each direction
   * @return what was measured
   * @throws IllegalArgumentException if a network's loss is not finite, or its edge not above it
   */
  public static BasinResult of(
      List<SurroundedPoint> points, Task task, BasinOptions options, Progress progress) {
    Subset subset = options.examples().of(options.on(), options.seed());
    Search search = new Search(task, options, subset, progress);
    progress.plan(search.work, (long) points.size() * (2L * options.directions() + 2));
    List<Basin> done = new ArrayList<>();
    Outcome outcome =
        Outcome.of(
            () -> {
              for (SurroundedPoint point : points) {
                progress.phase(point.name());
                done.add(search.around(point));
              }
            });
    return new BasinResult(task.name(), options, done, outcome);
  }

  /** Looks around networks. */
  private static final class Search {
    private final Task task;
    private final BasinOptions options;
    private final Objective objective;
    private final Availability<Derivatives> derivatives;
    private final Progress progress;
    private final Work work;

    Search(Task task, BasinOptions options, Subset subset, Progress progress) {
      this.task = task;
      this.options = options;
      this.progress = progress;
      objective = task.objective(subset).orThrow();
      derivatives = task.derivatives(subset);
      work = Work.points("direction", objective);
    }

    Basin around(SurroundedPoint point) {
      Point from = point.at().point();
      task.layout().requireSame(from.layout());
      double loss = objective.score(from).loss();
      double edge = options.factor() * loss + options.rise();
      if (!(edge > loss) || Double.isInfinite(edge)) {
        throw new IllegalArgumentException(
            "the loss of "
                + point.name()
                + " must be above 0 to be multiplied, got "
                + loss
                + "; --rise says how far it may rise");
      }
      Map<String, List<OptionalDouble>> radii = new LinkedHashMap<>();
      Map<String, String> missing = new LinkedHashMap<>();
      double norm = from.norm() > 0 ? from.norm() : 1;
      for (int i = 0; i < options.directions(); i++) {
        long seed = Seeds.mix(options.seed(), i);
        Point random = RandomDirections.uniform(point.at(), seed);
        add(radii, Basin.RANDOM, from, random, edge, norm);
        Point noise = RandomDirections.proportional(point.at(), seed);
        if (noise.norm() > 0) {
          add(radii, Basin.NOISE, from, noise, edge, norm);
        } else {
          missing.put(Basin.NOISE, "all weights are 0");
          progress.skip(work, 1);
        }
      }
      gradient(point, radii, missing, edge, norm);
      return new Basin(
          point.name(),
          loss,
          edge,
          norm,
          point.coordinates(),
          options.reach() * norm,
          radii,
          missing);
    }

    private void gradient(
        SurroundedPoint point,
        Map<String, List<OptionalDouble>> radii,
        Map<String, String> missing,
        double edge,
        double norm) {
      Point from = point.at().point();
      if (derivatives.value().isEmpty()) {
        missing.put(Basin.UP, derivatives.reason());
        progress.skip(work, 2);
        return;
      }
      Point gradient = derivatives.orThrow().gradient(from).masked(point.at().mask());
      double length = gradient.norm();
      if (!(length > 0) || Double.isInfinite(length)) {
        missing.put(Basin.UP, "the gradient is " + (length == 0 ? "0" : "not finite"));
        progress.skip(work, 2);
        return;
      }
      add(radii, Basin.UP, from, gradient.times(1 / length), edge, norm);
      add(radii, Basin.DOWN, from, gradient.times(-1 / length), edge, norm);
    }

    private void add(
        Map<String, List<OptionalDouble>> radii,
        String kind,
        Point from,
        Point unit,
        double edge,
        double norm) {
      OptionalDouble radius =
          Radius.of(objective, from, unit.times(norm), edge, options.reach(), options.precision());
      radii.computeIfAbsent(kind, k -> new ArrayList<>()).add(radius);
      progress.done(work, 1);
    }
  }

  /** Returns task and networks in a phrase. */
  @Override
  public String toString() {
    return "basins of " + task + ", networks: " + points.size();
  }
}
