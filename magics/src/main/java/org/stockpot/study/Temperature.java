package org.stockpot.study;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.stockpot.task.Recipe;

/**
 * How noisy a training is: a small batch or a high learning rate is hot.
 *
 * @param batch examples of a step; empty for those of the recipe
 * @param rate the learning rate; empty for that of the recipe
 */
public record Temperature(OptionalInt batch, OptionalDouble rate) {

  static Temperature ofBatch(int batch) {
    return new Temperature(OptionalInt.of(batch), OptionalDouble.empty());
  }

  static Temperature ofRate(double rate) {
    return new Temperature(OptionalInt.empty(), OptionalDouble.of(rate));
  }

  /** Returns a recipe at this temperature. */
  Recipe of(Recipe recipe) {
    Recipe sized = batch.isPresent() ? recipe.withBatch(batch.getAsInt()) : recipe;
    return rate.isPresent() ? sized.withLr(rate.getAsDouble()) : sized;
  }

  /** Returns words such as {@code batch 16} or {@code lr 0.001}. */
  @Override
  public String toString() {
    return batch.isPresent() ? "batch " + batch.getAsInt() : "lr " + rate.orElse(0);
  }
}
