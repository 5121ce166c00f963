package org.stockpot.curvature;

import java.util.Collections;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.stockpot.task.replicates.Estimate;

/**
 * How an operator's eigenvalues are spread, by stochastic Lanczos quadrature (Ubaru, Chen, Saad,
 * SIAM J. Matrix Anal. Appl. 38, 2017): m Lanczos steps from random signs, with all vectors made
 * orthogonal to one another, give a {@link Quadrature}; probes are averaged ({@link LanczosProbe}).
 * Without error, the whole spectrum is one quadrature of equal weights.
 *
 * @param dimension how many eigenvalues there are, d
 * @param probes one quadrature for each probe; none in a subspace without dimensions
 * @param exact whether these are all eigenvalues themselves
 */
public record SpectralDensity(int dimension, List<Quadrature> probes, boolean exact) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there are dimensions and no probes
   */
  public SpectralDensity {
    probes = List.copyOf(probes);
    if (dimension > 0 && probes.isEmpty()) {
      throw new IllegalArgumentException("a density must have at least one probe, got none");
    }
  }

  /**
   * Returns the density of eigenvalues that are known.
   *
   * @param eigenvalues all of them
   * @return the density, without error
   */
  public static SpectralDensity of(List<Double> eigenvalues) {
    int count = eigenvalues.size();
    List<Double> equal = Collections.nCopies(count, 1.0 / count);
    return new SpectralDensity(
        count, count == 0 ? List.of() : List.of(new Quadrature(eigenvalues, equal)), true);
  }

  /**
   * Returns the mean of a function over all eigenvalues.
   *
   * @param function f
   * @return {@code 1/d sum_i f(λ_i)} over probes; of an exact density without spread; 0 if there
   *     are no dimensions
   */
  public Estimate mean(DoubleUnaryOperator function) {
    if (exact || probes.isEmpty()) {
      return new Estimate(probes.stream().mapToDouble(p -> p.mean(function)).sum(), 0, 1);
    }
    return Estimate.of(probes.stream().map(p -> p.mean(function)).toList());
  }

  /**
   * Returns a moment of all eigenvalues: the trace is the first, the squared Frobenius norm the
   * second.
   *
   * @param power p
   * @return {@code sum_i λ_i^p} over probes
   */
  public Estimate moment(int power) {
    return mean(value -> dimension * Math.pow(value, power));
  }

  /**
   * Returns which share of all eigenvalues lies below a bound.
   *
   * @param bound the bound
   * @return from 0 to 1, over probes
   */
  public Estimate shareBelow(double bound) {
    return mean(value -> value < bound ? 1 : 0);
  }

  /**
   * Returns the largest magnitude of a node.
   *
   * @return 0 if there is none
   */
  public double scale() {
    return probes.stream()
        .flatMap(probe -> probe.nodes().stream())
        .mapToDouble(Math::abs)
        .max()
        .orElse(0);
  }
}
