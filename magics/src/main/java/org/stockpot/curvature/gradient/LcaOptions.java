package org.stockpot.curvature.gradient;

import org.stockpot.task.Part;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.option.Help;

/**
 * The settings of a loss change allocation.
 *
 * @param examples training examples whose mean loss is allocated; 0 for all
 * @param every optimizer steps that one straight piece of the trajectory stands for, at least 1
 */
public record LcaOptions(
    @Help("training examples whose loss is allocated, the same at each step; 0 for all")
        int examples,
    @Help("optimizer steps from one point to the next; 1 allocates each step") long every) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public LcaOptions {
    if (examples < 0) {
      throw new IllegalArgumentException("examples must be at least 0, got " + examples);
    }
    if (every < 1) {
      throw new IllegalArgumentException("every must be at least 1, got " + every);
    }
  }

  /**
   * Returns all training examples at each step, as in the paper.
   *
   * @return the default settings
   */
  public static LcaOptions defaults() {
    return new LcaOptions(0, 1);
  }

  /**
   * Returns these settings with another number of examples.
   *
   * @param count how many; 0 for all
   * @return the changed settings
   */
  public LcaOptions withExamples(int count) {
    return new LcaOptions(count, every);
  }

  /**
   * Returns these settings with other pieces.
   *
   * @param steps optimizer steps that a piece stands for
   * @return the changed settings
   */
  public LcaOptions withEvery(long steps) {
    return new LcaOptions(examples, steps);
  }

  /**
   * Returns the examples.
   *
   * @return some or all of the training examples
   */
  public Subset subset() {
    return examples == 0 ? Subset.all(Part.TRAINING) : Subset.of(Part.TRAINING, examples);
  }
}
