package org.stockpot.study;

import org.stockpot.barrier.BarrierOptions;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.LinearBarrier;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.SuccessivePairs;
import org.stockpot.task.Task;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Tolerance;
import org.stockpot.task.replicates.Verdict;

/**
 * What lies between successive rounds of a pruning run, beside what each round kept: whether
 * solutions of level L and L + 1 are connected if and only if both match the dense network.
 *
 * <p>See Paul et al., "Unmasking the Lottery Ticket Hypothesis", ICLR 2023, §3.1.
 *
 * @param pruning the pruning run
 * @param barriers the barriers along its {@link PruneResult#pairs}
 */
public record SuccessiveBarriers(PruneResult pruning, BarrierResult barriers) {

  /**
   * Measures the barriers with the default settings; connected is what lies within the spread of
   * dense runs.
   *
   * @param pruning a pruning run
   * @param task what scores points
   * @return the run and its barriers
   */
  public static SuccessiveBarriers of(PruneResult pruning, Task task) {
    BarrierOptions options = BarrierOptions.defaults().withStable(Tolerance.SPREAD);
    return new SuccessiveBarriers(pruning, LinearBarrier.of(pruning.pairs("round"), task, options));
  }

  /**
   * Returns how many levels have a next one.
   *
   * @return the number of prunings whose pairs were measured
   */
  public int levels() {
    return barriers.pairs().stream().mapToInt(p -> p.pair().level() + 1).max().orElse(0);
  }

  /**
   * Returns the share of weights kept at the sparser end of a pair.
   *
   * @param level from 0
   * @return the density of round {@code level + 1}
   */
  public double kept(int level) {
    return pruning.longest().rounds().get(level + 1).density();
  }

  /**
   * Returns whether a series of pairs was measured.
   *
   * @param series such as {@link SuccessivePairs#STARTS}
   * @return false if its pairs are missing, as those of starts without rewound weights
   */
  public boolean isMeasured(String series) {
    return !barriers.at(series, 0).isEmpty();
  }

  /**
   * Returns the barrier of the test error of one series at one level over the seeds.
   *
   * @param series such as {@link SuccessivePairs#SOLUTIONS}
   * @param level from 0
   * @return the height as a share
   */
  public Interval barrier(String series, int level) {
    return barriers.height(barriers.at(series, level));
  }

  /**
   * Returns the mean of {@link #barrier}.
   *
   * @param series such as {@link SuccessivePairs#SOLUTIONS}
   * @param level from 0
   * @return the height as a share; NaN if it was not measured
   */
  public double mean(String series, int level) {
    return barriers.at(series, level).isEmpty() ? Double.NaN : barrier(series, level).mean();
  }

  /**
   * Returns up to which height networks are connected.
   *
   * @return a share; NaN for the spread of one dense run
   */
  public double bound() {
    return barriers.options().stable().bound(pruning.testError(0));
  }

  /**
   * Returns whether the solutions of a level and the next are connected.
   *
   * @param level from 0
   * @return undecided if a seed diverged on the way
   */
  public Verdict connected(int level) {
    return barrier(SuccessivePairs.SOLUTIONS, level)
        .atMost(bound())
        .onlyIf(pruning.diverged(level + 1) == 0);
  }

  /**
   * Returns whether a level and the next both match the dense network.
   *
   * @param level from 0
   * @return yes if both do
   */
  public Verdict matching(int level) {
    return pruning.matching(level).and(pruning.matching(level + 1));
  }

  /**
   * Returns whether a level is connected to the next and both match, or neither.
   *
   * @param level from 0
   * @return undecided if one of the two is
   */
  public Verdict agreement(int level) {
    Verdict connected = connected(level);
    Verdict matching = matching(level);
    if (connected == Verdict.UNDECIDED || matching == Verdict.UNDECIDED) {
      return Verdict.UNDECIDED;
    }
    return connected == matching ? Verdict.YES : Verdict.NO;
  }
}
