package org.stockpot.barrier;

/**
 * Monotonic linear interpolation: whether a quantity only falls on the line from a network's
 * initialisation to its trained weights.
 *
 * <p>See Lucas et al., "On Monotonic Linear Interpolation of Neural Network Parameters", ICML 2021,
 * §2. Δ is the largest rise between two positions, {@code max over s < t of v(t) - v(s)}, and 0
 * where the quantity never rises.
 *
 * @param quantity error or loss
 * @param delta Δ, at least 0
 */
public record Monotonicity(Quantity quantity, double delta) {

  /**
   * Measures a path.
   *
   * @param path from the initialisation to the trained weights
   * @param quantity error or loss
   * @return its monotonicity; Δ is NaN if the quantity was not measured
   */
  public static Monotonicity of(PathScores path, Quantity quantity) {
    double[] values = path.values(quantity);
    double lowest = Double.POSITIVE_INFINITY;
    double delta = values.length == 0 ? Double.NaN : 0;
    for (double value : values) {
      delta = Math.max(delta, value - lowest);
      lowest = Math.min(lowest, value);
    }
    return new Monotonicity(quantity, delta);
  }

  /**
   * Returns whether the quantity never rises.
   *
   * @return true if Δ is 0
   */
  public boolean isMonotonic() {
    return delta == 0;
  }
}
