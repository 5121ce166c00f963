package org.stockpot.barrier;

import java.util.List;
import org.stockpot.task.Baseline;
import org.stockpot.task.Outcome;

/**
 * What lies between pairs.
 *
 * @param task the task's name
 * @param options the settings
 * @param pairs the finished pairs, in order
 * @param outcome whether all were finished
 */
public record BarrierResult(
    String task, BarrierOptions options, List<PairResult> pairs, Outcome outcome) {

  /** Copies the pairs. */
  public BarrierResult {
    pairs = List.copyOf(pairs);
  }

  /**
   * Returns whether a pair is connected: the test error on its line rises by at most the stable
   * threshold above the mean of the ends, under the first treatment of statistics.
   *
   * @param pair one of this result's pairs
   * @return true if it is connected
   */
  public boolean connected(PairResult pair) {
    return pair.curve().height(Quantity.TEST_ERROR, Baseline.MEAN) <= options.stable();
  }
}
