package org.stockpot.prune;

import java.util.Collections;
import org.stockpot.prune.TrainingPlan.Leg;
import org.stockpot.task.Job;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.Trajectory;

/** The training that led to the network of a round, to be walked once more. */
public final class RoundTrajectory {

  private RoundTrajectory() {}

  /**
   * Returns the training from a round's start, such as the masked rewind point, to its solution.
   *
   * @param name what it is called
   * @param pruning the run
   * @param seed the seed of the replicate
   * @param round from 0, the dense run
   * @param task what was pruned on
   * @return its trajectory
   * @throws IllegalArgumentException if there is no such round, or it was merged of several copies
   */
  public static Trajectory of(String name, PruneResult pruning, long seed, int round, Task task) {
    Copies copies = pruning.copies();
    if (round > 0 && copies.count() > 1) {
      throw new IllegalArgumentException(
          name
              + " must be the end of one training, got a merge of "
              + copies.count()
              + " copies: take the dense run, round 0");
    }
    Round network = pruning.round(seed, round);
    Retraining how = pruning.options().retraining();
    long perEpoch = task.stepsPerEpoch(pruning.recipe().batch());
    TrainingPlan plan = new TrainingPlan(pruning.recipe(), how, copies.count(), perEpoch, seed);
    Leg leg = round == 0 ? plan.dense() : plan.retraining(round).get(0);
    Leg own = leg.copied() ? RoundTrainer.varied(copies, leg, 0) : leg;
    Job job = own.job(network.start(), network.mask(), Collections.emptySortedSet());
    return new Trajectory(name, job, network.solution());
  }
}
