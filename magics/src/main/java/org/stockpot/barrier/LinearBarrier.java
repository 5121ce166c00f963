package org.stockpot.barrier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.stockpot.task.Outcome;
import org.stockpot.task.Pair;
import org.stockpot.task.Progress;
import org.stockpot.task.Score;
import org.stockpot.task.Statistics;
import org.stockpot.task.Task;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;

/**
 * Error and loss along the straight line between two networks, w(t) = (1 - t) a + t b.
 *
 * <p>See {@link org.stockpot.task.Baseline} for the two published definitions of the barrier. The
 * ends are always the stored points with their own statistics, so that their values are their
 * scores, bit for bit.
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
    List<Statistics> kinds = kinds(task, options);
    long perCurve = options.samples() * (options.testOnly() ? 1L : 2L);
    progress.plan(perCurve * pairs.size() * kinds.size());
    List<PairResult> done = new ArrayList<>();
    Outcome outcome = Outcome.DONE;
    try {
      for (Pair pair : pairs) {
        progress.phase(pair.name());
        List<Curve> curves = new ArrayList<>();
        for (Statistics kind : kinds) {
          curves.add(new Walk(pair, kind, task, options, watcher, progress).curve());
        }
        done.add(new PairResult(pair, pair.line().length(), curves));
      }
    } catch (CancellationException e) {
      outcome = new Outcome(Outcome.State.INTERRUPTED, e.getMessage());
    }
    return new BarrierResult(task.name(), options, done, outcome);
  }

  /** Without statistics all treatments are the same, and one is enough. */
  private static List<Statistics> kinds(Task task, BarrierOptions options) {
    return task.layout().hasStatistics()
        ? options.recalibrate()
        : options.recalibrate().subList(0, 1);
  }

  /** One line under one treatment of statistics. */
  private static final class Walk {
    private final Pair pair;
    private final Statistics kind;
    private final Task task;
    private final BarrierOptions options;
    private final Watcher watcher;
    private final Progress progress;
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
      test = new Score[options.samples()];
      training = new Score[options.testOnly() ? 0 : options.samples()];
    }

    Curve curve() {
      List<Double> positions = new ArrayList<>();
      for (int i = 0; i < options.samples(); i++) {
        positions.add(position(i));
      }
      if (pair.line().from().layout().hasStatistics()) {
        endsApart();
      } else {
        double[] all = positions.stream().mapToDouble(Double::doubleValue).toArray();
        walk(pair.line(), all, 0);
      }
      return new Curve(kind, positions, Arrays.asList(test), Arrays.asList(training));
    }

    /** Measures the ends with their own statistics, and between them those asked for. */
    private void endsApart() {
      measure(0, pair.line().from());
      measure(options.samples() - 1, pair.line().to());
      double[] interior = options.interior();
      if (kind == Statistics.RE_ESTIMATE) {
        for (int i = 0; i < interior.length; i++) {
          measure(i + 1, task.recalibrate(pair.line().at(interior[i])));
        }
      } else {
        walk(blended(), interior, 1);
      }
    }

    private void walk(Line line, double[] positions, int first) {
      task.test().along(line, positions, (i, score) -> arrived(test, first + i, score));
      if (training.length > 0) {
        task.training().along(line, positions, (i, score) -> arrived(training, first + i, score));
      }
    }

    private Line blended() {
      Line line = pair.line();
      return kind == Statistics.NONE
          ? new Line(line.from(), line.to().withStatisticsOf(line.from()))
          : line;
    }

    private void measure(int i, Point point) {
      arrived(test, i, task.test().score(point));
      if (training.length > 0) {
        arrived(training, i, task.training().score(point));
      }
    }

    private void arrived(Score[] scores, int i, Score score) {
      scores[i] = score;
      progress.done(1);
      watcher.arrived(pair, kind, scores == test, position(i), score);
    }

    private double position(int i) {
      return i / (options.samples() - 1.0);
    }
  }
}
