package org.stockpot.align;

import java.util.Objects;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.option.Help;

/**
 * How networks are aligned.
 *
 * @param by what units are matched by
 * @param starts how often the descent over groups begins: where units are, then at random
 *     permutations; of use for weights, and one group of units is solved exactly at once
 * @param sweeps how often it goes over the groups at most
 * @param examples how many training examples activations are correlated over
 * @param seed of the order of groups, of random starts, of the choice of examples and of batches
 */
public record AlignOptions(
    @Help("weights, activations or straight-through") AlignBy by,
    @Help("for weights: starts of the search, 1 to 1000: as the units are, then random ones")
        int starts,
    @Help("sweeps over the groups of units at most, 1 to 10000") int sweeps,
    @Help("for activations: training examples, chosen by the seed: a number, or all")
        ExampleCount examples,
    @Help("of the order of groups, random starts, examples and batches") long seed) {

  private static final int MOST_STARTS = 1000;
  private static final int MOST_SWEEPS = 10_000;

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if a number lies out of its range
   * @throws NullPointerException if a component is missing
   */
  public AlignOptions {
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(examples, "examples");
    if (starts < 1 || starts > MOST_STARTS) {
      throw new IllegalArgumentException("starts must lie in 1 to 1000, got " + starts);
    }
    if (sweeps < 1 || sweeps > MOST_SWEEPS) {
      throw new IllegalArgumentException("sweeps must lie in 1 to 10000, got " + sweeps);
    }
  }

  /**
   * Returns weight matching from three starts, each of at most 100 sweeps as in the published code.
   *
   * @return the default settings
   */
  public static AlignOptions defaults() {
    return new AlignOptions(AlignBy.WEIGHTS, 3, 100, ExampleCount.of(1000), 0);
  }

  /**
   * Returns how the weights of straight-through matching are trained: two epochs of Adam at 1e-3.
   *
   * @return the default recipe
   */
  public static Recipe recipe() {
    return Recipe.defaults().withOptimizer(Optimizer.adam(1e-3)).withLength(Span.epochs(2));
  }

  /**
   * Returns these settings with another kind of matching.
   *
   * @param kind what units are matched by
   * @return the changed settings
   */
  public AlignOptions withBy(AlignBy kind) {
    return new AlignOptions(kind, starts, sweeps, examples, seed);
  }

  /**
   * Returns these settings with another number of starts.
   *
   * @param count how many
   * @return the changed settings
   */
  public AlignOptions withStarts(int count) {
    return new AlignOptions(by, count, sweeps, examples, seed);
  }

  /**
   * Returns these settings with another limit of sweeps.
   *
   * @param most how many
   * @return the changed settings
   */
  public AlignOptions withSweeps(int most) {
    return new AlignOptions(by, starts, most, examples, seed);
  }

  /**
   * Returns these settings with another number of examples.
   *
   * @param most how many
   * @return the changed settings
   */
  public AlignOptions withExamples(ExampleCount most) {
    return new AlignOptions(by, starts, sweeps, most, seed);
  }

  /**
   * Returns these settings with another seed.
   *
   * @param value the seed
   * @return the changed settings
   */
  public AlignOptions withSeed(long value) {
    return new AlignOptions(by, starts, sweeps, examples, value);
  }
}
