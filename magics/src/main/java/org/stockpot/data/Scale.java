package org.stockpot.data;

import java.util.Optional;

/**
 * A linear scale, z = (x - mean) / sd.
 *
 * @param mean the value that becomes 0
 * @param sd the distance that becomes 1
 */
public record Scale(double mean, double sd) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if the mean is not finite, or the sd not finite and positive
   */
  public Scale {
    if (!Double.isFinite(mean) || !Double.isFinite(sd) || sd <= 0) {
      throw new IllegalArgumentException(
          "a scale must have a finite mean and a positive sd, got " + mean + " and " + sd);
    }
  }

  /**
   * Returns the scale that gives numbers the mean 0 and the standard deviation 1, where the latter
   * is that of a population, sqrt(sum (x - mean)^2 / n).
   *
   * @param values finite numbers; not modified
   * @return the scale, or empty if the numbers are all equal or none
   * @throws IllegalArgumentException if the numbers are too far apart for doubles
   */
  public static Optional<Scale> of(double... values) {
    double sum = 0;
    boolean vary = false;
    for (double value : values) {
      sum += value;
      vary |= value != values[0];
    }
    double mean = sum / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return vary
        ? Optional.of(new Scale(mean, Math.sqrt(squares / values.length)))
        : Optional.empty();
  }

  /**
   * Returns a number on this scale.
   *
   * @param value x
   * @return z
   */
  public double apply(double value) {
    return (value - mean) / sd;
  }

  /**
   * Returns a number in its own units.
   *
   * @param scaled z
   * @return x
   */
  public double invert(double scaled) {
    return mean + sd * scaled;
  }
}
