package org.stockpot.curvature.gradient;

import org.stockpot.task.Part;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.option.Help;

/**
 * The settings of tangent kernels.
 *
 * @param examples training examples that the kernel is of
 * @param mean whether the kernels of single outputs are averaged
 * @param optimum L*, the least loss that there can be
 * @param every optimizer steps between points along a training; 0 for ten points
 */
public record TangentOptions(
    @Help("training examples that the kernel is of, 1 to 2000") int examples,
    @Help("average the kernels of single outputs, as is done above 2000 rows anyway") boolean mean,
    @Help("least loss that there can be, L*, in the PL constant") double optimum,
    @Help("along a training: optimizer steps from one point to the next; 0 for ten points")
        long every) {

  /** Rows of the largest kernel whose eigenvalues are computed. */
  public static final int MOST_ROWS = 2000;

  private static final long POINTS = 10;

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public TangentOptions {
    if (examples < 1 || examples > MOST_ROWS) {
      throw new IllegalArgumentException(
          "examples must lie from 1 to " + MOST_ROWS + ", got " + examples);
    }
    if (!(optimum >= 0) || Double.isInfinite(optimum)) {
      throw new IllegalArgumentException("optimum must be at least 0, got " + optimum);
    }
    if (every < 0) {
      throw new IllegalArgumentException("every must be at least 0, got " + every);
    }
  }

  /**
   * Returns 100 examples, all outputs if there are up to twenty, and L* = 0.
   *
   * @return the default settings
   */
  public static TangentOptions defaults() {
    return new TangentOptions(100, false, 0, 0);
  }

  /**
   * Returns these settings with another number of examples.
   *
   * @param count how many
   * @return the changed settings
   */
  public TangentOptions withExamples(int count) {
    return new TangentOptions(count, mean, optimum, every);
  }

  /**
   * Returns these settings with a mean over outputs or all of them.
   *
   * @param averaged whether kernels of single outputs are averaged
   * @return the changed settings
   */
  public TangentOptions withMean(boolean averaged) {
    return new TangentOptions(examples, averaged, optimum, every);
  }

  /**
   * Returns these settings with another least loss.
   *
   * @param loss L*
   * @return the changed settings
   */
  public TangentOptions withOptimum(double loss) {
    return new TangentOptions(examples, mean, loss, every);
  }

  /**
   * Returns these settings with other points along a training.
   *
   * @param steps optimizer steps between them; 0 for ten points
   * @return the changed settings
   */
  public TangentOptions withEvery(long steps) {
    return new TangentOptions(examples, mean, optimum, steps);
  }

  /**
   * Returns the examples.
   *
   * @return some of the training examples
   */
  public Subset subset() {
    return Subset.of(Part.TRAINING, examples);
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
