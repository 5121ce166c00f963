package org.stockpot.barrier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.stockpot.task.Objective;
import org.stockpot.task.Outcome;
import org.stockpot.task.Pair;
import org.stockpot.task.PerExample;
import org.stockpot.task.Plan;
import org.stockpot.task.Profile;
import org.stockpot.task.Progress;
import org.stockpot.task.Score;
import org.stockpot.task.Statistics;
import org.stockpot.task.Task;
import org.stockpot.task.Work;
import org.stockpot.weights.Point;

/**
 * Error and loss along the straight line between two networks, w(t) = (1 - t) a + t b.
 *
 * <p>See {@link org.stockpot.task.Baseline} for the two published definitions of the barrier, and
 * {@link Statistics} for those of units. Unless running statistics are re-estimated, the ends'
 * values are their scores, bit for bit.
 */
public final class LinearBarrier {

  private LinearBarrier() {}

  /** Told about scores as they arrive, for a picture that grows. */
  @FunctionalInterface
  public interface Watcher {

    /** Watches nothing. */
    Watcher NONE = (pair, statistics, test, position, score) -> {};

    /**
     * Receives one score.
     *
     * @param pair the pair being measured
     * @param statistics the treatment of statistics
     * @param test whether the score is on the test examples, else on the training examples
     * @param position where on the line
     * @param score the score
     */
    void arrived(Pair pair, Statistics statistics, boolean test, double position, Score score);
  }

  /**
   * Measures pairs one after another.
   *
   * @param pairs what to connect
   * @param task scores points and re-estimates statistics
   * @param options the settings
   * @return the finished pairs
   */
  public static BarrierResult of(List<Pair> pairs, Task task, BarrierOptions options) {
    return of(pairs, task, options, Watcher.NONE, Progress.NONE);
  }

  /**
   * Measures pairs one after another. An interrupt ends the work and keeps the finished pairs.
   *
   * @param pairs what to connect
   * @param task scores points and re-estimates statistics
   * @param options the settings
   * @param watcher told about scores as they arrive
   * @param progress told about each point measured
   * @return the finished pairs
   */
  public static BarrierResult of(
      List<Pair> pairs, Task task, BarrierOptions options, Watcher watcher, Progress progress) {
    announce(pairs.size(), task, options, progress);
    return walk(pairs, task, options, watcher, progress);
  }

  /**
   * Returns how much work {@link #of} is.
   *
   * @param pairs how many pairs
   * @param task scores points and re-estimates statistics
   * @param options the settings
   * @return the points that are measured
   */
  public static Plan plan(int pairs, Task task, BarrierOptions options) {
    return Plan.of(List.of(), progress -> announce(pairs, task, options, progress));
  }

  /** Announces the points that are measured for pairs. */
  static void announce(int pairs, Task task, BarrierOptions options, Progress progress) {
    for (Statistics kind : kinds(task, options)) {
      kind.requireReach(task);
      Points points = Points.of(kind, task);
      progress.plan(points.test(), (long) pairs * options.samples());
      progress.plan(points.training(), options.testOnly() ? 0 : (long) pairs * options.samples());
      progress.plan(points.errors(), pairs);
    }
  }

  /** Measures pairs that were announced. */
  static BarrierResult walk(
      List<Pair> pairs, Task task, BarrierOptions options, Watcher watcher, Progress progress) {
    List<Statistics> kinds = kinds(task, options);
    List<PairResult> done = new ArrayList<>();
    Outcome outcome =
        Outcome.of(
            () -> {
              for (Pair pair : pairs) {
                progress.phase(pair.name());
                List<PathScores> paths = new ArrayList<>();
                for (Statistics kind : kinds) {
                  paths.add(new Walk(pair, kind, task, options, watcher, progress).path());
                }
                done.add(new PairResult(pair, pair.line().length(), paths));
              }
            });
    return new BarrierResult(task.name(), options, done, outcome);
  }

  /** Without statistics most treatments are the same, and one is enough. */
  private static List<Statistics> kinds(Task task, BarrierOptions options) {
    return Statistics.differing(options.recalibrate(), task.layout());
  }

  /** Returns whether points are worked on before they are measured. */
  private static boolean changesPoints(Statistics kind, Task task) {
    boolean blended = kind == Statistics.NONE || kind == Statistics.CARRY;
    return !blended && kind.changes(task.layout());
  }

  /**
   * What is measured along a line.
   *
   * @param test one point on the test examples, with what makes it where it is no plain blend
   * @param training one point on the training examples
   * @param errors the ends and the peak, example by example
   */
  private record Points(Work test, Work training, Work errors) {

    static Points of(Statistics kind, Task task) {
      Objective test = task.test();
      boolean estimated = changesPoints(kind, task);
      return new Points(
          estimated
              ? Work.points(kind.label() + " test", task.training(), test)
              : Work.points("test", test),
          Work.points("training", task.training()),
          estimated
              ? Work.points(kind.label() + " errors", task.training(), test, task.training(), test)
              : Work.points("errors", test, test, test));
    }
  }

  /** One line under one treatment of statistics. */
  private static final class Walk {
    private final Pair pair;
    private final Statistics kind;
    private final Task task;
    private final BarrierOptions options;
    private final Watcher watcher;
    private final Progress progress;
    private final Points points;
    private final Score[] test;
    private final Score[] training;

    Walk(
        Pair pair,
        Statistics kind,
        Task task,
        BarrierOptions options,
        Watcher watcher,
        Progress progress) {
      this.pair = pair;
      this.kind = kind;
      this.task = task;
      this.options = options;
      this.watcher = watcher;
      this.progress = progress;
      points = Points.of(kind, task);
      test = new Score[options.samples()];
      training = new Score[options.testOnly() ? 0 : options.samples()];
    }

    PathScores path() {
      double[] positions = options.positions();
      if (changesPoints(kind, task)) {
        walkTogether(positions);
      } else {
        walk(task.test(), positions, test);
        walk(task.training(), positions, training);
      }
      return new PathScores(
          kind,
          Arrays.stream(positions).boxed().toList(),
          Arrays.asList(test),
          Arrays.asList(training),
          excess(positions));
    }

    private void walk(Objective objective, double[] positions, Score[] scores) {
      if (scores.length > 0) {
        kind.along(
            pair.line(), positions, task, objective, (i, score) -> arrived(scores, i, score));
      }
    }

    /** Makes each point once for both sets of examples. */
    private void walkTogether(double[] positions) {
      for (int i = 0; i < positions.length; i++) {
        Point point = kind.at(pair.line(), positions[i], task);
        arrived(test, i, task.test().score(point));
        if (training.length > 0) {
          arrived(training, i, task.training().score(point));
        }
      }
    }

    /** Measures the examples where the test error lies highest above the baseline. */
    private PerExample excess(double[] positions) {
      List<Double> all = Arrays.stream(positions).boxed().toList();
      double peak = new Profile(all, Arrays.asList(test)).peak(Score::error, options.baseline());
      PerExample excess = options.baseline().excess(peak, errors(peak), errors(0), errors(1));
      progress.done(points.errors(), 1);
      return excess;
    }

    private PerExample errors(double position) {
      return task.test().errors(kind.at(pair.line(), position, task));
    }

    private void arrived(Score[] scores, int i, Score score) {
      scores[i] = score;
      progress.done(scores == test ? points.test() : points.training(), 1);
      watcher.arrived(pair, kind, scores == test, options.positions()[i], score);
    }
  }
}
