package org.stockpot.barrier;

import java.util.List;
import org.stockpot.task.Outcome;
import org.stockpot.task.Recipe;

/**
 * How stable training is to its own noise, by where it forks.
 *
 * @param task the task's name
 * @param recipe how each network was trained
 * @param options the settings
 * @param barrier the settings of the barriers
 * @param forks the finished pairs of copies, in order
 * @param outcome whether all were finished
 */
public record InstabilityResult(
    String task,
    Recipe recipe,
    InstabilityOptions options,
    BarrierOptions barrier,
    List<ForkResult> forks,
    Outcome outcome) {

  /** Copies the forks. */
  public InstabilityResult {
    forks = List.copyOf(forks);
  }
}
