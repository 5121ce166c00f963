package org.stockpot.task.analysis;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Mean and standard deviation of what each unit of a layer makes of some examples, with population
 * moments: {@code mean = 1/n sum_k z_k} and {@code deviation = sqrt(1/n sum_k (z_k - mean)^2)} over
 * the n values of a unit. The values of a channel are those of all places of all examples.
 */
public final class UnitMoments {

  /** Spread of a unit, relative to its size, that rounding alone makes. */
  private static final double ROUNDING = 1e-6;

  private final double[] means;
  private final double[] deviations;

  private UnitMoments(double[] means, double[] deviations) {
    this.means = means;
    this.deviations = deviations;
  }

  /**
   * Returns moments of units.
   *
   * @param numbers first the mean of each unit, then the deviation of each
   * @return the moments
   */
  public static UnitMoments of(double... numbers) {
    int units = numbers.length / 2;
    return new UnitMoments(
        Arrays.copyOf(numbers, units), Arrays.copyOfRange(numbers, units, 2 * units));
  }

  /**
   * Returns how many units there are.
   *
   * @return at least 1
   */
  public int units() {
    return means.length;
  }

  /**
   * Returns the mean of a unit.
   *
   * @param unit its index, from 0
   * @return in units of the activations
   */
  public double mean(int unit) {
    return means[unit];
  }

  /**
   * Returns the standard deviation of a unit.
   *
   * @param unit its index, from 0
   * @return at least 0, in units of the activations
   */
  public double deviation(int unit) {
    return deviations[unit];
  }

  /**
   * Returns whether a unit says the same of all examples, up to the rounding of floats.
   *
   * @param unit its index, from 0
   * @return true if its deviation is at most a millionth of its root mean square
   */
  public boolean isConstant(int unit) {
    return deviations[unit] <= ROUNDING * Math.hypot(means[unit], deviations[unit]);
  }

  /**
   * Returns whether all numbers are finite.
   *
   * @return false if one is NaN or infinite
   */
  public boolean isFinite() {
    return Arrays.stream(numbers()).allMatch(Double::isFinite);
  }

  /**
   * Returns all numbers, from which {@link #of} makes these moments.
   *
   * @return first the mean of each unit, then the deviation of each
   */
  public double[] numbers() {
    return DoubleStream.concat(Arrays.stream(means), Arrays.stream(deviations)).toArray();
  }
}
