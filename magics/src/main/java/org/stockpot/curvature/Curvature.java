package org.stockpot.curvature;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The curvature of a loss at one network, in its axial subspace or some slots of it.
 *
 * @param network what the network is called
 * @param part {@code all}, or the slots that are looked at
 * @param dimension how many coordinates are inside, d
 * @param loss the mean loss over the examples; nats for cross-entropy
 * @param gradient the norm of the gradient's part inside
 * @param top the largest eigenvalues, the largest first; fewer than k where d is less
 * @param least the least eigenvalue; none if there are no coordinates
 * @param gradientShare which share of the gradient's squared norm lies in the span of the largest
 *     eigenvalues' vectors; 0 if the gradient is 0
 * @param trace the trace and the squared Frobenius norm by probes
 * @param density the spectral density, if it was asked for
 * @param products how many products with the operator all of it took
 */
public record Curvature(
    String network,
    String part,
    int dimension,
    double loss,
    double gradient,
    List<Eigenvalue> top,
    List<Eigenvalue> least,
    double gradientShare,
    Trace trace,
    Optional<SpectralDensity> density,
    int products) {

  /** A gap that is narrower is none, as a ratio. */
  private static final double LEAST_GAP = 1.5;

  /** Eigenvalues are told from 0 by quadrature from this share of the largest magnitude on. */
  public static final double RESOLUTION = 1e-3;

  /** What all coordinates are called. */
  public static final String ALL = "all";

  /** Copies the lists. */
  public Curvature {
    top = List.copyOf(top);
    least = List.copyOf(least);
  }

  /**
   * Returns the condition of the space of the largest eigenvalues, {@code λ_1 / λ_k}. That of the
   * whole operator is infinite wherever one eigenvalue is 0, as nearly all are in a network.
   *
   * @return at least 1; empty if λ_k is not above what float32 tells from 0
   */
  public OptionalDouble condition() {
    double largest = top.isEmpty() ? 0 : top.get(0).value();
    double last = top.isEmpty() ? 0 : top.get(top.size() - 1).value();
    return last > Lanczos.ROUNDING * Math.abs(largest)
        ? OptionalDouble.of(largest / last)
        : OptionalDouble.empty();
  }

  /**
   * Returns how many outliers the largest eigenvalues hold: those above the widest gap between two
   * of them, where {@code λ_i / λ_(i+1)} is largest.
   *
   * @return from 1 to k - 1; 0 if all gaps are narrower than a ratio of 1.5, so that no edge is
   *     seen
   */
  public int outliers() {
    int place = 0;
    double widest = LEAST_GAP;
    for (int i = 0; i + 1 < top.size() && top.get(i + 1).value() > 0; i++) {
      double ratio = top.get(i).value() / top.get(i + 1).value();
      if (ratio >= widest) {
        widest = ratio;
        place = i + 1;
      }
    }
    return place;
  }

  /**
   * Returns the edge of the bulk: the largest eigenvalue that is no outlier.
   *
   * @return λ_(i+1) of the widest gap; empty if no edge is seen
   */
  public OptionalDouble edge() {
    int outliers = outliers();
    return outliers == 0 ? OptionalDouble.empty() : OptionalDouble.of(top.get(outliers).value());
  }

  /**
   * Returns the largest magnitude of an eigenvalue.
   *
   * @return 0 if there is none
   */
  public double scale() {
    double high = top.isEmpty() ? 0 : Math.abs(top.get(0).value());
    return least.isEmpty() ? high : Math.max(high, Math.abs(least.get(0).value()));
  }

  /**
   * Returns whether all eigenvalues are within the tolerance.
   *
   * @return false if products ran out before
   */
  public boolean converged() {
    return top.stream().allMatch(Eigenvalue::converged)
        && least.stream().allMatch(Eigenvalue::converged);
  }
}
