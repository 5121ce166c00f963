package org.stockpot.data;

import java.util.Optional;

/**
 * A linear scale, z = (x - mean) / sd.
 *
 * @param mean the value that becomes 0
 * @param sd the distance that becomes 1
 */
public record Scale(double mean, double sd) {

  private static final double SMALLEST = 1e-140;
  private static final double LARGEST = 1e140;

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
   * is that of a population, sqrt(sum (x - mean)^2 / n). Numbers whose squares doubles cannot hold
   * are measured in units of the largest.
   *
   * @param values finite numbers; not modified
   * @return the scale, or empty if the numbers are all equal or none
   */
  public static Optional<Scale> of(double... values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    if (largest == 0 || (largest > SMALLEST && largest < LARGEST)) {
      return measured(values, 1);
    }
    int exponent = Math.max(Math.getExponent(largest), Double.MIN_EXPONENT);
    return measured(values, Math.scalb(1.0, exponent));
  }

  private static Optional<Scale> measured(double[] values, double unit) {
    double sum = 0;
    boolean vary = false;
    for (double value : values) {
      sum += value / unit;
      vary |= value != values[0];
    }
    double mean = sum / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value / unit - mean) * (value / unit - mean);
    }
    double sd = Math.max(unit * Math.sqrt(squares / values.length), Double.MIN_VALUE);
    return vary ? Optional.of(new Scale(unit * mean, sd)) : Optional.empty();
  }

  /**
   * Returns a number on this scale.
   *
   * @param value x
   * @return z
   */
  public double apply(double value) {
    double difference = value - mean;
    return Double.isInfinite(difference) ? value / sd - mean / sd : difference / sd;
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
