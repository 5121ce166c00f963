package org.stockpot.law;

/**
 * A constant with its 95 % interval. That of a constant above 0 is symmetric in its logarithm.
 *
 * @param name its symbol
 * @param value the fitted value
 * @param low the lower end
 * @param high the upper end
 * @param positive whether it is above 0
 */
public record Constant(String name, double value, double low, double high, boolean positive) {

  /** An interval that is wider, to either side, leaves the order of magnitude open. */
  private static final double WIDE = 10;

  /** An interval that is wider says nothing. */
  private static final double OPEN = 1000;

  /**
   * Returns whether the order of magnitude of a constant above 0 is known.
   *
   * @return false if the interval reaches more than a factor of 10 to either side
   */
  public boolean isDetermined() {
    return !positive || high <= WIDE * value;
  }

  /**
   * Returns whether a constant above 0 is not told at all.
   *
   * @return true if the interval reaches more than a factor of 1,000 to either side
   */
  public boolean isOpen() {
    return positive && !(high <= OPEN * value);
  }

  /**
   * Returns whether a number lies in the interval.
   *
   * @param number the number
   * @return true from {@code low} to {@code high}
   */
  public boolean contains(double number) {
    return low <= number && number <= high;
  }
}
