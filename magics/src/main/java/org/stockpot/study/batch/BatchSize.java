package org.stockpot.study.batch;

import java.util.OptionalInt;

/**
 * How many examples a step takes: {@code full} for all training examples, or a number.
 *
 * @param examples how many; empty for all
 */
public record BatchSize(OptionalInt examples) {

  /** All training examples: gradient descent. */
  public static final BatchSize FULL = new BatchSize(OptionalInt.empty());

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public BatchSize {
    if (examples.isPresent() && examples.getAsInt() < 1) {
      throw new IllegalArgumentException("must be at least 1, got " + examples.getAsInt());
    }
  }

  /**
   * Returns a number of examples.
   *
   * @param examples how many
   * @return the size
   * @throws IllegalArgumentException if it is below 1
   */
  public static BatchSize of(int examples) {
    return new BatchSize(OptionalInt.of(examples));
  }

  /**
   * Reads a size.
   *
   * @param text {@code full}, or a whole number such as {@code 128}
   * @return the size
   * @throws IllegalArgumentException if it is neither
   */
  public static BatchSize parse(String text) {
    if (text.equals("full")) {
      return FULL;
    }
    try {
      return of(Integer.parseInt(text.replace("_", "")));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "must be whole numbers or full, got " + (text.isEmpty() ? "nothing" : text), e);
    }
  }

  /** Returns {@code full}, or the number. */
  @Override
  public String toString() {
    return examples.isPresent() ? "" + examples.getAsInt() : "full";
  }
}
