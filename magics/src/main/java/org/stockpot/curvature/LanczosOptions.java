package org.stockpot.curvature;

/**
 * How far Lanczos' iteration goes.
 *
 * @param top how many of the largest eigenvalues, k
 * @param tolerance the largest error of a converged eigenvalue, as a share of itself
 * @param products after how many products with the operator it gives up
 * @param seed of the first direction
 */
public record LanczosOptions(int top, double tolerance, int products, long seed) {

  /** The most eigenvalues that can be asked for. */
  public static final int MOST = 500;

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public LanczosOptions {
    check(top, tolerance, products);
  }

  /** Checks ranges. */
  static void check(int top, double tolerance, int products) {
    if (top < 1 || top > MOST) {
      throw new IllegalArgumentException("top must lie in 1 to " + MOST + ", got " + top);
    }
    if (!(tolerance > 0 && tolerance < 1)) {
      throw new IllegalArgumentException("tolerance must lie in (0, 1), got " + tolerance);
    }
    if (products < 1) {
      throw new IllegalArgumentException("products must be at least 1, got " + products);
    }
  }

  /**
   * Returns the settings for some eigenvalues, to a thousandth, within 50 products for each and 200
   * more.
   *
   * @param top how many of the largest, k
   * @return the settings, with seed 1
   * @throws IllegalArgumentException if the number is out of range
   */
  public static LanczosOptions top(int top) {
    return new LanczosOptions(top, 1e-3, 200 + 50 * Math.max(1, Math.min(top, MOST)), 1);
  }

  /** Returns how many vectors the basis has at most. */
  int basis() {
    return 2 * top + 10;
  }
}
