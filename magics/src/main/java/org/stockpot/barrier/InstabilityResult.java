package org.stockpot.barrier;

import java.util.List;
import org.stockpot.task.Outcome;
import org.stockpot.task.Recipe;
import org.stockpot.task.Result;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Paired;

/**
 * How stable training is to its own noise, by where it forks.
 *
 * @param task the task's name
 * @param recipe how each network was trained
 * @param options the settings
 * @param barrier the settings of the barriers
 * @param forks the finished pairs of copies, in order
 * @param diverged forks that are missing because a training of theirs diverged
 * @param outcome whether all were finished
 */
public record InstabilityResult(
    String task,
    Recipe recipe,
    InstabilityOptions options,
    BarrierOptions barrier,
    List<ForkResult> forks,
    List<DivergedRun> diverged,
    Outcome outcome)
    implements Result {

  /** Copies the lists. */
  public InstabilityResult {
    forks = List.copyOf(forks);
    diverged = List.copyOf(diverged);
  }

  /**
   * Returns the mean barrier of the test error between copies of some forks. Copies of one fork are
   * averaged first, as they share a replicate.
   *
   * @param some forks of one line and position, one or more
   * @return the barrier as a share of the examples, over replicates
   */
  public Interval barrier(List<ForkResult> some) {
    return Paired.of(
        some.stream()
            .map(fork -> fork.pair().difference(fork.seed(), barrier.baseline()))
            .toList());
  }

  /** Returns task and forks in a phrase. */
  @Override
  public String toString() {
    return "instability of " + task + ", forks at " + options.at() + ", seeds " + options.seeds();
  }
}
