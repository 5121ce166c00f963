package org.stockpot.prune;

import java.util.List;
import org.stockpot.task.Estimate;
import org.stockpot.task.Outcome;
import org.stockpot.task.Recipe;
import org.stockpot.weights.Point;

/**
 * What iterative pruning found, seed by seed.
 *
 * @param task the task's name
 * @param recipe how each network was trained
 * @param options the settings
 * @param ladders one per seed that finished its dense run, in the order of the seeds
 * @param outcome whether all rounds were done
 */
public record PruneResult(
    String task, Recipe recipe, PruneOptions options, List<Ladder> ladders, Outcome outcome) {

  /** Copies the ladders. */
  public PruneResult {
    ladders = List.copyOf(ladders);
  }

  /**
   * Returns the first seed's solution of a round.
   *
   * @param round from 0, the dense run
   * @return the trained point
   * @throws IllegalArgumentException if that round was not reached
   */
  public Point solution(int round) {
    return round(0, round).solution();
  }

  /**
   * Returns one round of one ladder.
   *
   * @param ladder the ladder's place, from 0
   * @param round from 0, the dense run
   * @return the round
   * @throws IllegalArgumentException if there is none
   */
  public Round round(int ladder, int round) {
    if (ladder < 0 || ladder >= ladders.size()) {
      throw new IllegalArgumentException(
          "a ladder must lie from 0 to " + (ladders.size() - 1) + ", got " + ladder);
    }
    List<Round> rounds = ladders.get(ladder).rounds();
    if (round < 0 || round >= rounds.size()) {
      throw new IllegalArgumentException(
          "a round must lie from 0 to " + (rounds.size() - 1) + ", got " + round);
    }
    return rounds.get(round);
  }

  /**
   * Returns the test error of a round over the seeds that reached it.
   *
   * @param round from 0, the dense run
   * @return mean, standard deviation and n
   */
  public Estimate testError(int round) {
    return Estimate.of(
        ladders.stream()
            .filter(l -> l.rounds().size() > round)
            .map(l -> l.rounds().get(round).test().error())
            .toList());
  }

  /**
   * Returns the largest test error that counts as matching: the dense mean plus one standard
   * deviation of the dense replicates, or plus the tolerance if there is one replicate.
   *
   * <p>See Paul et al., "Unmasking the Lottery Ticket Hypothesis", ICLR 2023, Definition 2.2.
   *
   * @return the bound
   */
  public double matchingError() {
    Estimate dense = testError(0);
    return dense.mean() + (dense.n() < 2 ? options.tolerance() : dense.sd());
  }

  /**
   * Returns whether a round is matching: its mean test error is at most {@link #matchingError()}.
   *
   * @param round from 0, the dense run
   * @return true if it matches the dense networks
   */
  public boolean matching(int round) {
    return testError(round).mean() <= matchingError();
  }
}
