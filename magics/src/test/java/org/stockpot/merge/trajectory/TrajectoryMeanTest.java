package org.stockpot.merge.trajectory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.Statistics;
import org.stockpot.task.Training;
import org.stockpot.task.analysis.Trajectory;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Golden;
import org.stockpot.weights.Centroid;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

/** Averages along a training, against their recursions over all of its points. */
final class TrajectoryMeanTest {

  private static final Layout LAYOUT =
      Layout.builder().add("w", Role.WEIGHT, 6).add("mean", Role.STATISTIC, 2).build();

  private final Bowl bowl = new Bowl(LAYOUT);
  private final NavigableMap<Long, Point> points = new TreeMap<>();

  /** Trains for four epochs of ten steps, from step 10 of the schedule on. */
  private Trajectory trained() {
    return trained(Mask.full(LAYOUT));
  }

  private Trajectory trained(Mask mask) {
    Recipe recipe = Recipe.defaults().withLength(Span.epochs(5));
    Point start = bowl.init(1).masked(mask);
    Job job = new Job(start, mask, recipe, 10, 50, 3, new TreeSet<>());
    Trajectory trajectory = new Trajectory("base", job, bowl.train(job, Progress.NONE).end());
    trajectory.walk(bowl, 1, points::put, Progress.NONE);
    assertEquals(41, points.size());
    return trajectory;
  }

  private static void requireEqual(Point expected, Point actual) {
    assertEquals(0, expected.distance(actual), 1e-6);
  }

  /** 0.55 of 100 steps is 55 of them, whatever 0.55 is in binary. */
  @Test
  void sharesOfStepsAreRounded() {
    Swa swa = new Swa(0.55, Span.iterations(1), Statistics.CARRY);
    assertEquals(55L, swa.weights(0, 100, 10).firstKey());
  }

  @Test
  void swaIsTheMeanOfTheLastEpochs() {
    Trajectory trajectory = trained();
    Swa swa = new Swa(0.4, Span.epochs(1), Statistics.CARRY);
    TrajectoryMeanResult result = TrajectoryMean.of(trajectory, bowl, swa, Progress.NONE);
    assertEquals(List.of(30L, 40L, 50L), List.copyOf(result.weights().keySet()));
    assertEquals(
        Centroid.of(List.of(points.get(30L), points.get(40L), points.get(50L))), result.point());
    assertEquals("swa: 3 points of base, from step 30 to 50 of 50", result.words());
    int before = bowl.recalibrations;
    TrajectoryMeanResult last = TrajectoryMean.of(trajectory, bowl, Swa.defaults(), Progress.NONE);
    assertEquals(List.of(40L, 50L), List.copyOf(last.weights().keySet()));
    assertEquals(before + 1, bowl.recalibrations);
    assertEquals(bowl.minimum().at(7), last.point().at(7));
  }

  @Test
  void lawaIsTheMeanOfTheLatest() {
    Trajectory trajectory = trained();
    Lawa lawa = new Lawa(3, Span.iterations(7), Statistics.CARRY);
    TrajectoryMeanResult result = TrajectoryMean.of(trajectory, bowl, lawa, Progress.NONE);
    assertEquals(List.of(35L, 42L, 49L), List.copyOf(result.weights().keySet()));
    assertEquals(
        Centroid.of(List.of(points.get(35L), points.get(42L), points.get(49L))), result.point());
    TrajectoryMeanResult all = TrajectoryMean.of(trajectory, bowl, Lawa.defaults(), Progress.NONE);
    assertEquals(List.of(20L, 30L, 40L, 50L), List.copyOf(all.weights().keySet()));
  }

  @Test
  void emaIsItsRecursion() {
    Trajectory trajectory = trained();
    double decay = 0.9;
    double[] plain = doubles(points.get(10L));
    double[] corrected = new double[plain.length];
    for (long step = 11; step <= 50; step++) {
      for (int i = 0; i < plain.length; i++) {
        plain[i] = decay * plain[i] + (1 - decay) * points.get(step).at(i);
        corrected[i] = decay * corrected[i] + (1 - decay) * points.get(step).at(i);
      }
    }
    Ema ema = new Ema(decay, false, Span.iterations(1), Statistics.CARRY);
    requireEqual(
        Golden.point(LAYOUT, plain),
        TrajectoryMean.of(trajectory, bowl, ema, Progress.NONE).point());
    Ema withoutStart = new Ema(decay, true, Span.iterations(1), Statistics.CARRY);
    TrajectoryMeanResult result = TrajectoryMean.of(trajectory, bowl, withoutStart, Progress.NONE);
    requireEqual(
        Golden.point(LAYOUT, corrected).times(1 / (1 - Math.pow(decay, 40))), result.point());
    assertEquals(
        "ema: 40 points of base, from step 11 to 50 of 50, the last of which counts 10.2 %",
        result.words());
    Ema none = new Ema(0, false, Span.iterations(1), Statistics.CARRY);
    assertEquals(points.get(50L), TrajectoryMean.of(trajectory, bowl, none, Progress.NONE).point());
  }

  private static double[] doubles(Point point) {
    double[] values = new double[point.layout().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = point.at(i);
    }
    return values;
  }

  @Test
  void whatIsPrunedStaysZero() {
    Mask mask = Mask.keeping(LAYOUT, i -> i % 2 == 0);
    Trajectory trajectory = trained(mask);
    for (Averaging averaging : List.of(Swa.defaults(), Lawa.defaults(), Ema.defaults())) {
      mask.requireZeros(TrajectoryMean.of(trajectory, bowl, averaging, Progress.NONE).point());
    }
  }

  /** A real training stops on the way and goes on; its walk sees what a training captures. */
  @Test
  void walksOfNetworksAverageTheirCaptures() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:8")) {
      Recipe recipe = Recipe.defaults().withLength(Span.epochs(4)).withBatch(64);
      Job job = Job.dense(task.init(1), recipe, task.stepsPerEpoch(64), 1);
      Job capturing = job.capturing(new TreeSet<>(List.of(16L, 24L, 32L)));
      Training training = task.train(capturing, Progress.NONE);
      Trajectory trajectory = new Trajectory("net", job, training.end());
      Swa swa = new Swa(0.5, Span.epochs(1), Statistics.CARRY);
      long[] done = {0};
      Progress counting =
          new Progress() {
            @Override
            public void done(long units) {
              done[0] += units;
            }
          };
      TrajectoryMeanResult result = TrajectoryMean.of(trajectory, task, swa, counting);
      assertEquals(Centroid.of(training.captured().values()), result.point());
      assertEquals(32, done[0]);
      long[] planned = {0};
      TrajectoryMean.plan(
          trajectory,
          new Progress() {
            @Override
            public void plan(long units) {
              planned[0] += units;
            }
          });
      assertEquals(32, planned[0]);
      Point other = task.init(2);
      assertThrows(
          IllegalStateException.class,
          () -> TrajectoryMean.of(new Trajectory("net", job, other), task, swa, Progress.NONE));
    }
  }

  @Test
  void whatCannotBeIsRefused() {
    Trajectory trajectory = trained();
    refused("from must lie in [0, 1), got 1.0", () -> new Swa(1, Span.epochs(1), Statistics.CARRY));
    refused("every must be at least 1it, got 0it", () -> new Swa(0.5, Span.ZERO, Statistics.CARRY));
    refused(
        "latest must be at least 1, got 0", () -> new Lawa(0, Span.epochs(1), Statistics.CARRY));
    refused(
        "decay must lie in [0, 1), got 1.0",
        () -> new Ema(1, true, Span.epochs(1), Statistics.CARRY));
    refused(
        "statistics of an average must be carry or re-estimate, got none",
        () -> new Ema(0.9, true, Span.epochs(1), Statistics.NONE));
    Swa rare = new Swa(0.5, Span.epochs(8), Statistics.CARRY);
    refused(
        "swa must find a position at a multiple of 8ep from step 30 to 50 of the training, got"
            + " none: take a smaller every or an earlier from",
        () -> TrajectoryMean.of(trajectory, bowl, rare, Progress.NONE));
  }

  private static void refused(String message, Runnable work) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, work::run).getMessage());
  }
}
