package org.stockpot.landscape;

import java.util.Objects;
import org.stockpot.task.Part;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.option.Help;

/**
 * The settings of a basin.
 *
 * @param directions random directions of each kind, at least 2
 * @param factor what the loss is multiplied by at the edge, at least 1
 * @param rise what is added to it there, at least 0
 * @param reach how far is looked at most, as a multiple of the norm of the weights
 * @param precision to which share of itself a radius is found
 * @param examples how many examples
 * @param on which examples
 * @param seed of directions and of the choice of examples
 */
public record BasinOptions(
    @Help("random directions of each kind, at least 2") int directions,
    @Help("what the loss is multiplied by at the edge, at least 1") double factor,
    @Help("what is added to the loss at the edge, in units of the loss, at least 0") double rise,
    @Help("how far is looked, as a multiple of the norm of the weights") double reach,
    @Help("to which share of itself a radius is found, in (0, 1)") double precision,
    @Help("examples of the loss: a number, or all") ExampleCount examples,
    @Help("training, validation or test examples") Part on,
    @Help("seed of directions, and of the choice of examples") long seed) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public BasinOptions {
    Objects.requireNonNull(examples, "examples");
    Objects.requireNonNull(on, "on");
    if (directions < 2) {
      throw new IllegalArgumentException("directions must be at least 2, got " + directions);
    }
    if (!(factor >= 1) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException("factor must be at least 1, got " + factor);
    }
    if (!(rise >= 0) || Double.isInfinite(rise)) {
      throw new IllegalArgumentException("rise must be at least 0, got " + rise);
    }
    if (factor == 1 && rise == 0) {
      throw new IllegalArgumentException("rise must be above 0 if factor is 1, got 0");
    }
    if (!(reach > 0) || Double.isInfinite(reach)) {
      throw new IllegalArgumentException("reach must be above 0, got " + reach);
    }
    if (!(precision > 0 && precision < 1)) {
      throw new IllegalArgumentException("precision must lie in (0, 1), got " + precision);
    }
  }

  /**
   * Returns 10 directions of each kind, twice the loss, up to ten times the norm of the weights, to
   * a thousandth, over all training examples.
   *
   * @return the default settings
   */
  public static BasinOptions defaults() {
    return new BasinOptions(10, 2, 0, 10, 1e-3, ExampleCount.ALL, Part.TRAINING, 1);
  }

  /**
   * Returns these settings with another number of directions.
   *
   * @param count random directions of each kind
   * @return the changed settings
   */
  public BasinOptions withDirections(int count) {
    return new BasinOptions(count, factor, rise, reach, precision, examples, on, seed);
  }

  /**
   * Returns these settings with another edge.
   *
   * @param times what the loss is multiplied by
   * @param plus what is added to it
   * @return the changed settings
   */
  public BasinOptions withEdge(double times, double plus) {
    return new BasinOptions(directions, times, plus, reach, precision, examples, on, seed);
  }

  /**
   * Returns these settings with another reach.
   *
   * @param norms how far is looked, as a multiple of the norm of the weights
   * @return the changed settings
   */
  public BasinOptions withReach(double norms) {
    return new BasinOptions(directions, factor, rise, norms, precision, examples, on, seed);
  }
}
