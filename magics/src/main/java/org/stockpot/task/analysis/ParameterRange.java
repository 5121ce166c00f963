package org.stockpot.task.analysis;

import org.stockpot.task.option.RangeText;

/**
 * From where to where a parameter is of interest.
 *
 * @param low the lower end
 * @param high the upper end
 */
public record ParameterRange(double low, double high) {

  /**
   * Checks the ends.
   *
   * @throws IllegalArgumentException if they are not finite or do not rise
   */
  public ParameterRange {
    if (!(Math.abs(low) < Float.MAX_VALUE && Math.abs(high) < Float.MAX_VALUE && low < high)) {
      throw new IllegalArgumentException(
          "box must be of ranges that rise, such as -2..2, got " + low + ".." + high);
    }
  }

  /**
   * Reads a range.
   *
   * @param text such as {@code -2..2}
   * @return the range
   * @throws IllegalArgumentException if it is none
   */
  public static ParameterRange parse(String text) {
    double[] ends =
        RangeText.ends(text)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "box must be of ranges such as -2..2,0..1, got " + text));
    return new ParameterRange(ends[0], ends[1]);
  }

  /**
   * Returns a place in the range.
   *
   * @param share 0 for the lower end, 1 for the upper one
   * @return the place
   */
  public double at(double share) {
    return low + share * (high - low);
  }

  /**
   * Returns the length.
   *
   * @return above 0
   */
  public double length() {
    return high - low;
  }

  /** Returns the range as it is typed. */
  @Override
  public String toString() {
    return number(low) + ".." + number(high);
  }

  private static String number(double value) {
    long whole = Math.round(value);
    return Double.compare((double) whole, value) == 0
        ? Long.toString(whole)
        : Double.toString(value);
  }
}
