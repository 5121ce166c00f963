package org.stockpot.barrier;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.task.Availability;
import org.stockpot.task.Outcome;
import org.stockpot.task.Pair;
import org.stockpot.task.Part;
import org.stockpot.task.Progress;
import org.stockpot.task.Result;
import org.stockpot.task.Statistics;
import org.stockpot.task.Task;
import org.stockpot.task.Work;

/**
 * Monotonic linear interpolation: what lies on the straight lines from where trainings started to
 * their ends, and how outputs go on the way.
 *
 * <p>Example: {@code MliResult.of(List.of(Pair.of("a", init, trained)), task,
 * BarrierOptions.defaults())}.
 *
 * @param lines scores along the lines
 * @param logits how outputs go along each of them, or why that is not known
 * @param part the examples whose outputs they are
 */
public record MliResult(BarrierResult lines, List<Availability<LogitPath>> logits, Part part)
    implements Result {

  /**
   * Checks and copies the list.
   *
   * @throws IllegalArgumentException if there is not one for each line
   */
  public MliResult {
    logits = List.copyOf(logits);
    if (logits.size() != lines.pairs().size()) {
      throw new IllegalArgumentException(
          "there must be outputs for each line, got " + logits.size());
    }
  }

  /**
   * Measures lines.
   *
   * @param pairs from the start of a training to its end each, whose series names the start
   * @param task scores points
   * @param options the settings
   * @return what was measured
   */
  public static MliResult of(List<Pair> pairs, Task task, BarrierOptions options) {
    return of(pairs, task, options, Progress.NONE);
  }

  /**
   * Measures lines. An interrupt keeps the finished ones.
   *
   * @param pairs from the start of a training to its end each, whose series names the start
   * @param task scores points
   * @param options the settings; outputs are of the training examples, or of the test examples if
   *     the former are left out
   * @param progress told about each point measured
   * @return what was measured
   */
  public static MliResult of(
      List<Pair> pairs, Task task, BarrierOptions options, Progress progress) {
    Part part = options.testOnly() ? Part.TEST : Part.TRAINING;
    Work reading = Work.points("outputs", options.testOnly() ? task.test() : task.training());
    progress.plan(reading, (long) pairs.size() * options.samples());
    BarrierResult lines =
        LinearBarrier.of(pairs, task, options, LinearBarrier.Watcher.NONE, progress);
    List<PairResult> done = new ArrayList<>();
    List<Availability<LogitPath>> logits = new ArrayList<>();
    Statistics statistics = options.recalibrate().get(0);
    Outcome read =
        Outcome.of(
            () -> {
              for (PairResult pair : lines.pairs()) {
                logits.add(
                    LogitPath.of(pair.pair().line(), statistics, task, part, options.positions()));
                done.add(pair);
                progress.done(reading, options.samples());
              }
            });
    Outcome outcome = read.state() == Outcome.State.DONE ? lines.outcome() : read;
    return new MliResult(new BarrierResult(lines.task(), options, done, outcome), logits, part);
  }

  /** Returns task and lines in a phrase. */
  @Override
  public String toString() {
    return "straight lines of " + lines.task() + " to trained networks, " + logits.size();
  }
}
