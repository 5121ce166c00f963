package org.stockpot.landscape;

import java.util.Objects;
import org.stockpot.task.Part;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.option.Help;

/**
 * The settings of a roughness index.
 *
 * @param directions rays, at least 2
 * @param reach how far each goes to both sides, as a share of the norm of the weights
 * @param samples positions on each ray, at least 3
 * @param scale how directions are drawn
 * @param examples how many examples
 * @param on which examples
 * @param seed of directions and of the choice of examples
 */
public record RoughnessOptions(
    @Help("random directions, at least 2") int directions,
    @Help("how far to both sides, as a share of the norm of the weights") double reach,
    @Help("positions on each ray, at least 3") int samples,
    @Help(
            "directions: sphere (uniform), filter (as long as the weights, filter by filter) or"
                + " weight (noise in proportion to each weight)")
        RayScale scale,
    @Help("examples of the loss: a number, or all") ExampleCount examples,
    @Help("training, validation or test examples") Part on,
    @Help("seed of directions, and of the choice of examples") long seed) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public RoughnessOptions {
    Objects.requireNonNull(scale, "scale");
    Objects.requireNonNull(examples, "examples");
    Objects.requireNonNull(on, "on");
    if (directions < 2) {
      throw new IllegalArgumentException("directions must be at least 2, got " + directions);
    }
    if (!(reach > 0) || Double.isInfinite(reach)) {
      throw new IllegalArgumentException("reach must be above 0, got " + reach);
    }
    if (samples < 3) {
      throw new IllegalArgumentException("samples must be at least 3, got " + samples);
    }
  }

  /**
   * Returns 20 directions on the sphere, 21 positions up to a tenth of the weights' norm, and all
   * training examples.
   *
   * @return the default settings
   */
  public static RoughnessOptions defaults() {
    return new RoughnessOptions(20, 0.1, 21, RayScale.SPHERE, ExampleCount.ALL, Part.TRAINING, 1);
  }

  /**
   * Returns these settings with another number of directions.
   *
   * @param count rays
   * @return the changed settings
   */
  public RoughnessOptions withDirections(int count) {
    return new RoughnessOptions(count, reach, samples, scale, examples, on, seed);
  }

  /**
   * Returns these settings with another reach.
   *
   * @param share of the norm of the weights
   * @return the changed settings
   */
  public RoughnessOptions withReach(double share) {
    return new RoughnessOptions(directions, share, samples, scale, examples, on, seed);
  }
}
