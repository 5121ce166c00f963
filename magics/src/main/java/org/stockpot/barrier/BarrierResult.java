package org.stockpot.barrier;

import java.util.List;
import org.stockpot.task.Outcome;
import org.stockpot.task.Result;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Paired;
import org.stockpot.task.replicates.Samples;

/**
 * What lies between pairs.
 *
 * @param task the task's name
 * @param options the settings
 * @param pairs the finished pairs, in order
 * @param outcome whether all were finished
 */
public record BarrierResult(
    String task, BarrierOptions options, List<PairResult> pairs, Outcome outcome)
    implements Result {

  /** Copies the pairs. */
  public BarrierResult {
    pairs = List.copyOf(pairs);
  }

  /**
   * Returns the height of a pair's barrier of the test error above the chosen baseline, under the
   * first treatment of statistics, with the interval of its test set at the highest position.
   *
   * @param pair one of this result's pairs
   * @return the height as a share of the examples
   */
  public Interval height(PairResult pair) {
    return height(pair, pair.path());
  }

  /**
   * Returns the height of a pair's barrier of the test error under one treatment of statistics,
   * with the interval of its test set at the highest position.
   *
   * @param pair one of this result's pairs
   * @param path one of its paths
   * @return the height as a share of the examples
   */
  public Interval height(PairResult pair, PathScores path) {
    double height = path.height(Quantity.TEST_ERROR, options.baseline());
    long replicate = pair.pair().replicate();
    return Paired.of(List.of(new Paired.Difference(replicate, height, path.excess())));
  }

  /**
   * Returns the mean height over pairs of one kind, such as one level of several pruning runs: over
   * replicates if no two pairs share a network, else the jackknife over networks.
   *
   * @param some one or more of this result's pairs
   * @return the mean height as a share of the examples, with its interval
   */
  public Interval height(List<PairResult> some) {
    return Samples.mean(
        some.stream()
            .map(pair -> pair.sample(pair.pair().replicate(), options.baseline()))
            .toList());
  }

  /**
   * Returns the pairs of one series and level, one for each replicate that got so far.
   *
   * @param series such as {@code successive solutions}
   * @param level from 0
   * @return the pairs, in order
   */
  public List<PairResult> at(String series, int level) {
    return pairs.stream()
        .filter(p -> p.pair().series().equals(series) && p.pair().level() == level)
        .toList();
  }

  /** Returns task and pairs in a phrase. */
  @Override
  public String toString() {
    return "barriers of " + task + ", pairs: " + pairs.size();
  }
}
