package org.stockpot.curvature;

/**
 * An eigenvalue with what is known of its error.
 *
 * @param value θ, the Ritz value
 * @param residual {@code |A v - θ v|} of its unit Ritz vector v, the largest distance of θ from an
 *     eigenvalue; not less than a millionth of the largest magnitude, as products are float32
 * @param error {@code min(residual, residual² / gap)}, where the gap is the distance of θ from the
 *     nearest other Ritz value: what θ may be wrong by if the others are right (Parlett, The
 *     Symmetric Eigenvalue Problem, §11.7)
 * @param converged whether the error is within the tolerance
 */
public record Eigenvalue(double value, double residual, double error, boolean converged) {}
