package org.stockpot.phase;

import org.stockpot.task.option.RangeText;

/**
 * From which to which strength of a penalty a sweep goes.
 *
 * @param low the smallest β, above 0
 * @param high the largest
 */
public record PenaltyRange(double low, double high) {

  /**
   * Checks the ends.
   *
   * @throws IllegalArgumentException if they are not above 0 or do not rise
   */
  public PenaltyRange {
    if (!(low > 0 && low < high && high < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "l2 must rise from above 0, such as 1e-6..1, got " + low + ".." + high);
    }
  }

  /**
   * Reads a range.
   *
   * @param text such as {@code 1e-6..1}
   * @return the range
   * @throws IllegalArgumentException if it is none
   */
  public static PenaltyRange parse(String text) {
    double[] ends =
        RangeText.ends(text)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "l2 must be a range such as 1e-6..1, got " + text));
    return new PenaltyRange(ends[0], ends[1]);
  }

  /**
   * Returns strengths at equal distances of their logarithms, both ends among them.
   *
   * @param steps how many, at least 2
   * @return the strengths, rising
   */
  public double[] strengths(int steps) {
    double[] strengths = new double[steps];
    for (int i = 0; i < steps; i++) {
      strengths[i] = low * Math.pow(high / low, i / (steps - 1.0));
    }
    strengths[steps - 1] = high;
    return strengths;
  }

  /** Returns the range as it is typed. */
  @Override
  public String toString() {
    return low + ".." + high;
  }
}
