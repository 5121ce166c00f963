package org.stockpot.curvature;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

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
    TraceEstimate trace,
    Optional<SpectralDensity> density,
    int products) {

  /** A gap that is narrower is none, as the logarithm of a ratio. */
  private static final double LEAST_GAP = Math.log(1.5);

  /** How much wider a gap is than any other to be an edge. */
  private static final double STANDING_OUT = 1.5;

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
   * Returns how many outliers the largest eigenvalues hold: those above the widest gap {@code λ_i /
   * λ_(i+1)}, the first of the widest, if it stands out. It does, if it is a ratio of at least 1.5,
   * and in logarithms at least half as wide again as any other: spectra of networks span decades,
   * and of one that falls by like ratios no place is an edge. Eigenvalues that float32 does not
   * tell from 0 count as the least that it does; none below that is looked at. Gaps under λ_k are
   * not seen.
   *
   * @return from 1 to k - 1; empty if no gap stands out, or there are not two gaps to compare
   */
  public OptionalInt outliers() {
    List<Double> gaps = gaps();
    int widest = gaps.isEmpty() ? 0 : gaps.indexOf(Collections.max(gaps));
    double next =
        IntStream.range(0, gaps.size())
            .filter(i -> i != widest)
            .mapToDouble(gaps::get)
            .max()
            .orElse(Double.POSITIVE_INFINITY);
    boolean outstanding =
        !gaps.isEmpty() && gaps.get(widest) >= Math.max(LEAST_GAP, STANDING_OUT * next);
    return outstanding ? OptionalInt.of(widest + 1) : OptionalInt.empty();
  }

  /** Returns the logarithms of ratios of the largest eigenvalues, one after another. */
  private List<Double> gaps() {
    List<Double> gaps = new ArrayList<>();
    double least = top.isEmpty() ? 0 : Lanczos.ROUNDING * top.get(0).value();
    for (int i = 0; i + 1 < top.size(); i++) {
      double value = top.get(i).value();
      double under = top.get(i + 1).value();
      if (!(value > least) || under < -least) {
        break;
      }
      gaps.add(Math.log(value / Math.max(under, least)));
    }
    return gaps;
  }

  /**
   * Returns the edge of the bulk: the largest eigenvalue that is no outlier.
   *
   * @return λ_(i+1) of the widest gap; empty if none stands out
   */
  public OptionalDouble edge() {
    OptionalInt outliers = outliers();
    return outliers.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(top.get(outliers.getAsInt()).value());
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
