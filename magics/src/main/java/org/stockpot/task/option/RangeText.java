package org.stockpot.task.option;

import java.util.Optional;

/** Ranges as people write them: {@code 1e-6..1}. */
public final class RangeText {

  private RangeText() {}

  /**
   * Reads the ends of a range.
   *
   * @param text such as {@code -2..2}
   * @return both ends; empty if the text is no range
   */
  public static Optional<double[]> ends(String text) {
    String[] ends = text.split("\\.\\.", -1);
    if (ends.length != 2) {
      return Optional.empty();
    }
    try {
      return Optional.of(new double[] {Double.parseDouble(ends[0]), Double.parseDouble(ends[1])});
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
