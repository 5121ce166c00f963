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
 * @param starts how often weight matching begins: where units are, then at random permutations; one
 *     group of units is solved exactly at once
 * @param sweeps how often it goes over the groups at most
 * @param examples how many training examples activations are correlated over
 * @param loss what learned permutations minimise
 * @param seed of the order of groups, of random starts, of the choice of examples and of batches
 */
public record AlignOptions(
    @Help("weights, activations, straight-through or learned") AlignBy by,
    @Help("for weights: starts of the search, 1 to 1000: as the units are, then random ones")
        int starts,
    @Help("sweeps over the groups of units at most, 1 to 10000") int sweeps,
    @Help("for activations: training examples, chosen by the seed: a number, or all")
        ExampleCount examples,
    @Help(
            "for learned: midpoint (the loss half-way), random (at a random place on the line) or distance (of the weights)")
        LearnedLoss loss,
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
    Objects.requireNonNull(loss, "loss");
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
    return new AlignOptions(
        AlignBy.WEIGHTS, 3, 100, ExampleCount.of(1000), LearnedLoss.MIDPOINT, 0);
  }

  /**
   * Returns how the weights of straight-through matching are trained: two epochs of Adam at 1e-3.
   *
   * @return the default recipe
   */
  public static Recipe recipe() {
    return recipe(AlignBy.STRAIGHT_THROUGH);
  }

  /**
   * Returns how a kind of matching trains where nobody says otherwise: straight-through for two
   * epochs of Adam at 1e-3, learned permutations for 200 steps of Adam at 0.1.
   *
   * @param by what units are matched by
   * @return the default recipe; of kinds that do not train, that of straight-through
   */
  public static Recipe recipe(AlignBy by) {
    return by == AlignBy.LEARNED
        ? Recipe.defaults().withOptimizer(Optimizer.adam(0.1)).withLength(Span.iterations(200))
        : Recipe.defaults().withOptimizer(Optimizer.adam(1e-3)).withLength(Span.epochs(2));
  }

  /**
   * Returns whether the search is weight matching from several starts, or begins with it.
   *
   * @return false for activations and for permutations that are learned by distance
   */
  public boolean takesStarts() {
    return by == AlignBy.WEIGHTS || measuresHalfWay();
  }

  /**
   * Returns whether permutations are chosen by the validation loss half-way.
   *
   * @return true for straight-through descent, and for learned permutations but by distance
   */
  public boolean measuresHalfWay() {
    return by == AlignBy.STRAIGHT_THROUGH
        || (by == AlignBy.LEARNED && loss != LearnedLoss.DISTANCE);
  }

  /**
   * Returns these settings with another kind of matching.
   *
   * @param kind what units are matched by
   * @return the changed settings
   */
  public AlignOptions withBy(AlignBy kind) {
    return new AlignOptions(kind, starts, sweeps, examples, loss, seed);
  }

  /**
   * Returns these settings with another number of starts.
   *
   * @param count how many
   * @return the changed settings
   */
  public AlignOptions withStarts(int count) {
    return new AlignOptions(by, count, sweeps, examples, loss, seed);
  }

  /**
   * Returns these settings with another limit of sweeps.
   *
   * @param most how many
   * @return the changed settings
   */
  public AlignOptions withSweeps(int most) {
    return new AlignOptions(by, starts, most, examples, loss, seed);
  }

  /**
   * Returns these settings with another number of examples.
   *
   * @param most how many
   * @return the changed settings
   */
  public AlignOptions withExamples(ExampleCount most) {
    return new AlignOptions(by, starts, sweeps, most, loss, seed);
  }

  /**
   * Returns these settings with another loss of learned permutations.
   *
   * @param minimised what they minimise
   * @return the changed settings
   */
  public AlignOptions withLoss(LearnedLoss minimised) {
    return new AlignOptions(by, starts, sweeps, examples, minimised, seed);
  }

  /**
   * Returns these settings with another seed.
   *
   * @param value the seed
   * @return the changed settings
   */
  public AlignOptions withSeed(long value) {
    return new AlignOptions(by, starts, sweeps, examples, loss, value);
  }
}
