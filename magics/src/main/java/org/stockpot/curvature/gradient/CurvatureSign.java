package org.stockpot.curvature.gradient;

import java.util.Locale;

/**
 * What the eigenvalues of a Hessian say of the form of a loss at a point. An eigenvalue whose
 * magnitude is at most a share of the larger of {@code |λ_max|} and {@code |λ_min|} counts as 0.
 */
public enum CurvatureSign {
  /** All eigenvalues are above 0. */
  CONVEX,
  /** All eigenvalues are below 0. */
  CONCAVE,
  /** There are eigenvalues of both signs. */
  SADDLE,
  /** The Hessian is singular: the least or the largest eigenvalue is 0, and none has each sign. */
  FLAT;

  /**
   * Returns the sign of a Hessian.
   *
   * @param largest λ_max
   * @param least λ_min
   * @param tolerance the share of the larger magnitude up to which an eigenvalue counts as 0
   * @return its sign; flat if both are 0
   */
  public static CurvatureSign of(double largest, double least, double tolerance) {
    double zero = zero(largest, least, tolerance);
    if (least > zero) {
      return CONVEX;
    }
    if (largest < -zero) {
      return CONCAVE;
    }
    return largest > zero && least < -zero ? SADDLE : FLAT;
  }

  /** Returns up to which magnitude an eigenvalue counts as 0. */
  static double zero(double largest, double least, double tolerance) {
    return tolerance * Math.max(Math.abs(largest), Math.abs(least));
  }

  /** Returns whether an eigenvalue is below 0 by more than the tolerance. */
  static boolean hasNegative(double largest, double least, double tolerance) {
    return least < -zero(largest, least, tolerance);
  }

  /** Returns the sign in a word. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
