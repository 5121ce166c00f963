package org.stockpot.task;

import java.util.Arrays;

/**
 * A kind of work of which much is done. The time of a unit follows its size; how long the units of
 * one kind take beside those of another shows while they are done, and is guessed by their sizes
 * until then.
 *
 * @param kind such as {@code step}
 * @param size how many examples a unit takes through the network, above 0; a pass that trains
 *     counts as three
 */
public record Work(String kind, double size) {

  private static final double TRAINING_PASS = 3;

  private static final String STEP = "step";

  /** Stands for units of which nothing is said. */
  public static final Work ANY = new Work("unit", 1);

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if the size is not above 0
   */
  public Work {
    if (!(size > 0)) {
      throw new IllegalArgumentException("size must be above 0, got " + size);
    }
  }

  /**
   * Returns the work of optimizer steps.
   *
   * @param recipe how to train
   * @return one step
   */
  public static Work step(Recipe recipe) {
    return new Work(STEP, TRAINING_PASS * recipe.batch());
  }

  /**
   * Returns whether this is the work of optimizer steps.
   *
   * @return true for {@link #step}
   */
  public boolean isStep() {
    return kind.equals(STEP);
  }

  /**
   * Returns the work of measuring points.
   *
   * @param kind what is measured, in a word
   * @param passes each objective as often as a point is measured on it
   * @return one point
   */
  public static Work points(String kind, Objective... passes) {
    long examples = Arrays.stream(passes).mapToLong(Objective::examples).sum();
    return new Work(kind, Math.max(1, examples));
  }
}
