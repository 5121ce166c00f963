package org.stockpot.study;

import java.math.BigDecimal;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a network of a family has to bear: its width, or its share of the training examples.
 *
 * @param width units of each hidden layer; empty for those of the task
 * @param share of the training examples, above 0 and at most 1; empty for all
 */
public record Load(OptionalInt width, OptionalDouble share) {

  /**
   * Returns a width.
   *
   * @param units of each hidden layer
   * @return the load
   */
  public static Load ofWidth(int units) {
    return new Load(OptionalInt.of(units), OptionalDouble.empty());
  }

  /**
   * Returns a share of the training examples.
   *
   * @param share above 0 and at most 1
   * @return the load
   */
  public static Load ofShare(double share) {
    return new Load(OptionalInt.empty(), OptionalDouble.of(share));
  }

  /**
   * Returns a width and a share.
   *
   * @param units of each hidden layer
   * @param share above 0; all examples, as of the task itself, from 1 on
   * @return the load
   */
  public static Load of(int units, double share) {
    return new Load(
        OptionalInt.of(units), share < 1 ? OptionalDouble.of(share) : OptionalDouble.empty());
  }

  /** Returns words such as {@code width 32}, {@code 50% of data} or both. */
  @Override
  public String toString() {
    String units = width.isPresent() ? "width " + width.getAsInt() : "";
    String data =
        BigDecimal.valueOf(share.orElse(1)).movePointRight(2).stripTrailingZeros().toPlainString()
            + "% of data";
    return share.isEmpty() && width.isPresent()
        ? units
        : units + (units.isEmpty() ? "" : ", ") + data;
  }
}
