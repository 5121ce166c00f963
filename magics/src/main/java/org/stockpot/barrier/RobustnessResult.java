package org.stockpot.barrier;

import java.util.List;
import org.stockpot.task.Outcome;
import org.stockpot.task.Recipe;
import org.stockpot.task.Result;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Paired;

/**
 * Whether training from a perturbed start returns to the same mode.
 *
 * @param task the task's name
 * @param recipe how each network was trained
 * @param rewind the position that starts were rewound to, in steps
 * @param barrier the settings of the barriers
 * @param dense the test error over dense runs, by whose spread barriers are judged
 * @param trials the finished trials, in order
 * @param diverged trials that are missing because a training of theirs diverged
 * @param outcome whether all were finished
 */
public record RobustnessResult(
    String task,
    Recipe recipe,
    long rewind,
    BarrierOptions barrier,
    Estimate dense,
    List<Trial> trials,
    List<DivergedRun> diverged,
    Outcome outcome)
    implements Result {

  /**
   * One perturbation.
   *
   * @param seed the replicate's seed
   * @param multiple its length in distances between successive rewound starts
   * @param length its length
   * @param pair what lies between the network trained from the start and the one from the perturbed
   */
  public record Trial(long seed, double multiple, double length, PairResult pair) {}

  /** Copies the lists. */
  public RobustnessResult {
    trials = List.copyOf(trials);
    diverged = List.copyOf(diverged);
  }

  /**
   * Returns the mean barrier of the test error of some trials.
   *
   * @param some trials of one multiple, one or more
   * @return the barrier as a share of the examples, over seeds
   */
  public Interval barrier(List<Trial> some) {
    return Paired.of(
        some.stream()
            .map(trial -> trial.pair().difference(trial.seed(), barrier.baseline()))
            .toList());
  }

  /** Returns task and trials in a phrase. */
  @Override
  public String toString() {
    return "robustness of " + task + ", perturbations: " + trials.size();
  }
}
