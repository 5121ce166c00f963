package org.stockpot.curvature;

import org.stockpot.task.replicates.Estimate;

/**
 * How much a quadratic well lets one prune. Weights are removed at random, whose vector has length
 * R; among those that are left a point with a loss of at most {@code L + ε} exists, as long as the
 * removed share of the d weights is at most
 *
 * <pre>{@code 1/d sum_i r_i² / (R² + r_i²),   r_i² = 2 ε / λ_i}</pre>
 *
 * where λ_i are the eigenvalues of the Hessian among the d weights (Larsen et al., ICLR 2022, by
 * the Gaussian width of the ellipsoid; Paul et al., ICLR 2023, §3.3). Eigenvalues that are not
 * above 0 count as flat, {@value #FLAT}. It takes the point for a minimum: the gradient is left
 * out.
 *
 * @param density the spectrum among the weights
 * @param epsilon ε, by how much the loss may rise; nats for cross-entropy
 */
public record FlatnessBound(SpectralDensity density, double epsilon) {

  /** The least eigenvalue. */
  public static final double FLAT = 1e-12;

  /**
   * Checks the rise.
   *
   * @throws IllegalArgumentException if it is not above 0
   */
  public FlatnessBound {
    if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
      throw new IllegalArgumentException("epsilon must be above 0, got " + epsilon);
    }
  }

  /**
   * Returns the largest share of the weights that may be removed together.
   *
   * @param squaredLength R², the squared length of the vector of removed weights
   * @return from 0 to 1, over the probes of the density
   */
  public Estimate share(double squaredLength) {
    return density.mean(
        value -> {
          double radius = 2 * epsilon / Math.max(FLAT, value);
          return radius / (squaredLength + radius);
        });
  }

  /**
   * Returns how many weights may be removed in an order.
   *
   * @param squaredLengths R² of the first k weights of the order, for k from 0 to d
   * @return the largest k below d that is at most {@code d · share(R²(k))}
   */
  public int largest(double... squaredLengths) {
    int low = 0;
    int high = Math.max(0, squaredLengths.length - 2);
    while (low < high) {
      int middle = (low + high + 1) / 2;
      double share = (double) middle / (squaredLengths.length - 1);
      if (share <= share(squaredLengths[middle]).mean()) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
