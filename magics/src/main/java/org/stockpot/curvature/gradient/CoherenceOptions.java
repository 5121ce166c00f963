package org.stockpot.curvature.gradient;

import org.stockpot.task.Part;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.option.Help;

/**
 * The settings of coherence along a training.
 *
 * @param examples training examples whose gradients are compared; 0 for all
 * @param every optimizer steps from one point to the next; 0 for twenty points
 * @param givenOnly whether shuffled labels are left out
 * @param seed the order of the shuffled labels
 */
public record CoherenceOptions(
    @Help("training examples whose gradients are compared, at least 2; 0 for all") int examples,
    @Help("optimizer steps from one point to the next; 0 for twenty points") long every,
    @Help("leave out the control, the same points with shuffled labels") boolean givenOnly,
    @Help("seed of the shuffled labels") long seed) {

  private static final long POINTS = 20;

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public CoherenceOptions {
    if (examples < 0 || examples == 1) {
      throw new IllegalArgumentException("examples must be 0 or at least 2, got " + examples);
    }
    if (every < 0) {
      throw new IllegalArgumentException("every must be at least 0, got " + every);
    }
  }

  /**
   * Returns a thousand examples at twenty points, with their control.
   *
   * @return the default settings
   */
  public static CoherenceOptions defaults() {
    return new CoherenceOptions(1000, 0, false, 0);
  }

  /**
   * Returns these settings with another number of examples.
   *
   * @param count how many; 0 for all
   * @return the changed settings
   */
  public CoherenceOptions withExamples(int count) {
    return new CoherenceOptions(count, every, givenOnly, seed);
  }

  /**
   * Returns these settings with other points.
   *
   * @param steps optimizer steps between them; 0 for twenty points
   * @return the changed settings
   */
  public CoherenceOptions withEvery(long steps) {
    return new CoherenceOptions(examples, steps, givenOnly, seed);
  }

  /**
   * Returns these settings with or without the control.
   *
   * @param alone whether shuffled labels are left out
   * @return the changed settings
   */
  public CoherenceOptions withGivenOnly(boolean alone) {
    return new CoherenceOptions(examples, every, alone, seed);
  }

  /**
   * Returns these settings with another order of shuffled labels.
   *
   * @param order its seed
   * @return the changed settings
   */
  public CoherenceOptions withSeed(long order) {
    return new CoherenceOptions(examples, every, givenOnly, order);
  }

  /**
   * Returns the examples.
   *
   * @return some or all of the training examples
   */
  public Subset subset() {
    return examples == 0 ? Subset.all(Part.TRAINING) : Subset.of(Part.TRAINING, examples);
  }

  /**
   * Returns how many optimizer steps there are from one point to the next.
   *
   * @param steps the steps of the training
   * @return at least 1
   */
  public long every(long steps) {
    return every > 0 ? every : Math.max(1, (steps + POINTS - 2) / (POINTS - 1));
  }
}
