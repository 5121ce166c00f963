package org.stockpot.task.optimizer;

import java.util.Objects;
import org.stockpot.task.option.Help;

/**
 * What a training does besides descending its loss, so that it ends in flatter or more compressible
 * places.
 *
 * @param sharpness whether gradients are taken where the loss around a network is highest
 * @param regularizer what is added to the loss
 * @param average whether it ends in a mean of its weights
 */
public record Flatness(
    @Help("gradients at the highest loss around: none, sam:0.05 or asam:0.5, with its radius")
        Sharpness sharpness,
    @Help(
            "added to the loss: none, saf:0.3:5:3:5 (weight, temperature, epochs back, first epoch) or"
                + " compressibility:1e-4, compressibility:1e-4:layer")
        Regularizer regularizer,
    @Help(
            "ends in the mean of its weights: none, or swa:75%:1ep (from, distance), with constant or"
                + " cyclical rates swa:75%:1ep:0.05, swa:75%:5ep:0.05:0.0005")
        WeightAveraging average) {

  /** A training that only descends its loss. */
  public static final Flatness NONE =
      new Flatness(Sharpness.NONE, Regularizer.None.NONE, WeightAveraging.NONE);

  /** Checks the components. */
  public Flatness {
    Objects.requireNonNull(sharpness, "sharpness");
    Objects.requireNonNull(regularizer, "regularizer");
    Objects.requireNonNull(average, "average");
  }

  /** Returns what is used of it, as parts of a recipe's text; nothing if nothing is. */
  @Override
  public String toString() {
    return (sharpness.equals(Sharpness.NONE) ? "" : ", sharpness=" + sharpness)
        + (regularizer.equals(Regularizer.None.NONE) ? "" : ", regularizer=" + regularizer)
        + (average.isUsed() ? ", average=" + average : "");
  }
}
