package org.stockpot.study.phase;

import java.util.List;
import org.stockpot.phase.PenaltyRange;
import org.stockpot.phase.PenaltySweep;
import org.stockpot.study.Load;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.option.Help;
import org.stockpot.task.replicates.Duplicates;

/**
 * A sweep of the strength β of an L2 penalty {@code β |weights|²}.
 *
 * @param l2 from which β to which
 * @param steps how many, at equal distances of their logarithms
 * @param direction up from the learned state, down from the trivial one, or both
 * @param layers numbers of hidden layers, each with a sweep of its own; none for the task's
 * @param seeds one replicate each: an initialisation, and what moves weights
 * @param examples training examples
 * @param tolerance the norm of the gradient at which a descent ends
 * @param budget steps of one descent, at most
 * @param noise standard deviation of what weights are moved by before each descent
 */
public record PhaseOptions(
    @Help("strengths β of the penalty β |weights|², such as 1e-6..1") PenaltyRange l2,
    @Help("how many strengths, at equal distances of their logarithms, 4 to 200") int steps,
    @Help("up from the learned state, down from the trivial one, or both")
        List<Direction> direction,
    @Help("numbers of hidden layers, such as 0,1,2, of mlp:W; left out for the task's own network")
        List<Integer> layers,
    @Help("one replicate each; two or more give intervals") List<Long> seeds,
    @Help("training examples, or all") ExampleCount examples,
    @Help("the norm of the gradient at which a descent ends") double tolerance,
    @Help("steps of one descent, at most") int budget,
    @Help("standard deviation of what weights are moved by before each descent") double noise) {

  private static final int LEAST_STEPS = 4;
  private static final int MOST_STEPS = 200;

  /** Where a sweep begins. */
  public enum Direction {
    /** At the learned state, with the smallest penalty. */
    UP,
    /** At the trivial state, with the largest penalty. */
    DOWN
  }

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public PhaseOptions {
    direction = List.copyOf(direction);
    layers = List.copyOf(layers);
    seeds = List.copyOf(seeds);
    Duplicates.refuse("direction", direction);
    Duplicates.refuse("layers", layers);
    Duplicates.refuse("seeds", seeds);
    require("steps", steps >= LEAST_STEPS && steps <= MOST_STEPS, "in 4 to 200", "" + steps);
    require("direction", !direction.isEmpty(), "up, down or up,down", "none");
    require("layers", layers.stream().allMatch(l -> l >= 0), "at least 0", "" + layers);
    require("seeds", !seeds.isEmpty(), "one or more", "none");
    require("tolerance", tolerance > 0 && tolerance < 1, "in (0, 1)", "" + tolerance);
    require("budget", budget >= 1, "at least 1", "" + budget);
    require("noise", noise > 0 && noise < 1, "in (0, 1)", "" + noise);
  }

  private static void require(String name, boolean legal, String rule, String got) {
    if (!legal) {
      throw new IllegalArgumentException(name + " must be " + rule + ", got " + got);
    }
  }

  /**
   * Returns 24 strengths from 1e-6 to 1, both directions, the task's own network, three seeds and
   * 500 examples.
   *
   * @return the default settings
   */
  public static PhaseOptions defaults() {
    return new PhaseOptions(
        new PenaltyRange(1e-6, 1),
        24,
        List.of(Direction.UP, Direction.DOWN),
        List.of(),
        List.of(1L, 2L, 3L),
        ExampleCount.of(500),
        1e-5,
        300,
        1e-2);
  }

  /**
   * Returns these settings with other strengths.
   *
   * @param range from which β to which
   * @param count how many
   * @return the changed settings
   */
  public PhaseOptions withStrengths(PenaltyRange range, int count) {
    return new PhaseOptions(
        range, count, direction, layers, seeds, examples, tolerance, budget, noise);
  }

  /**
   * Returns how many descents the sweeps are at most, those that halve what holds a transition
   * among them: a sweep up begins at the learned state, which is there before it.
   *
   * @return the count over all networks and seeds
   */
  public long descents() {
    double apart = Math.log(l2.high() / l2.low()) / (steps - 1);
    double halvings = Math.log(apart / Math.log1p(PenaltySweep.OPEN)) / Math.log(2);
    long sweep = steps + (long) Math.ceil(Math.max(0, halvings));
    long one = 2 + direction.size() * sweep - (direction.contains(Direction.UP) ? 1 : 0);
    return (long) loads().size() * seeds.size() * one;
  }

  /** Returns the loads of the sweep. */
  List<Load> loads() {
    return layers.isEmpty() ? List.of(Load.ITSELF) : layers.stream().map(Load::ofDepth).toList();
  }
}
