package org.stockpot.law;

/**
 * An error that a law predicts, with the 95 % interval of a mean measured there.
 *
 * @param error what the fitted law gives
 * @param low the lower end
 * @param high the upper end
 */
public record Prediction(double error, double low, double high) {

  /**
   * Returns whether a measured error lies in the interval.
   *
   * @param measured the error
   * @return true from {@code low} to {@code high}
   */
  public boolean contains(double measured) {
    return low <= measured && measured <= high;
  }
}
