package org.stockpot.barrier;

import java.util.List;
import org.stockpot.task.Outcome;
import org.stockpot.task.Recipe;

/**
 * Whether training from a perturbed start returns to the same mode.
 *
 * @param task the task's name
 * @param recipe how each network was trained
 * @param rewind the position that starts were rewound to, in steps
 * @param barrier the settings of the barriers
 * @param trials the finished trials, in order
 * @param outcome whether all were finished
 */
public record RobustnessResult(
    String task,
    Recipe recipe,
    long rewind,
    BarrierOptions barrier,
    List<Trial> trials,
    Outcome outcome) {

  /**
   * One perturbation.
   *
   * @param seed the replicate's seed
   * @param multiple its length in distances between successive rewound starts
   * @param length its length
   * @param pair what lies between the network trained from the start and the one from the perturbed
   */
  public record Trial(long seed, double multiple, double length, PairResult pair) {}

  /** Copies the trials. */
  public RobustnessResult {
    trials = List.copyOf(trials);
  }
}
