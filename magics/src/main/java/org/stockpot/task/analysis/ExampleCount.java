package org.stockpot.task.analysis;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.stockpot.task.Part;

/**
 * How many examples something is computed on: {@code all}, or a number.
 *
 * @param most how many; empty for all, as are more than there are
 */
public record ExampleCount(OptionalInt most) {

  /** All examples of a part. */
  public static final ExampleCount ALL = new ExampleCount(OptionalInt.empty());

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public ExampleCount {
    if (most.isPresent() && most.getAsInt() < 1) {
      throw new IllegalArgumentException("examples must be at least 1, got " + most.getAsInt());
    }
  }

  /**
   * Returns some examples.
   *
   * @param most how many
   * @return the count
   * @throws IllegalArgumentException if it is below 1
   */
  public static ExampleCount of(int most) {
    return new ExampleCount(OptionalInt.of(most));
  }

  /**
   * Reads a count.
   *
   * @param text {@code all}, or a whole number such as {@code 2000} or {@code 2_000}
   * @return the count
   * @throws IllegalArgumentException if it is neither
   */
  public static ExampleCount parse(String text) {
    if (text.equals("all")) {
      return ALL;
    }
    try {
      return of(Integer.parseInt(text.replace("_", "")));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "must be a whole number or all, got " + (text.isEmpty() ? "nothing" : text), e);
    }
  }

  /**
   * Returns which examples of a part these are.
   *
   * @param part the part
   * @param seed of the choice
   * @return the examples, with their own labels
   */
  public Subset of(Part part, long seed) {
    return new Subset(part, most, seed, OptionalLong.empty());
  }

  /** Returns {@code all}, or the number. */
  @Override
  public String toString() {
    return most.isPresent() ? "" + most.getAsInt() : "all";
  }
}
