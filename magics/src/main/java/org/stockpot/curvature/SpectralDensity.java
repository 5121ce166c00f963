package org.stockpot.curvature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntConsumer;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.stockpot.task.Seeds;
import org.stockpot.task.analysis.SymmetricOperator;
import org.stockpot.task.replicates.Estimate;

/**
 * How an operator's eigenvalues are spread, by stochastic Lanczos quadrature (Ubaru, Chen, Saad,
 * SIAM J. Matrix Anal. Appl. 38, 2017): m Lanczos steps from random signs, with all vectors made
 * orthogonal to one another, give a {@link Quadrature}; probes are averaged. Without error, the
 * whole spectrum is one quadrature of equal weights.
 *
 * @param dimension how many eigenvalues there are, d
 * @param probes one quadrature for each probe; none in a subspace without dimensions
 * @param exact whether these are all eigenvalues themselves
 */
public record SpectralDensity(int dimension, List<Quadrature> probes, boolean exact) {

  /** What products in float32 leave of 0, as a share of the largest magnitude. */
  private static final double ROUNDING = 1e-6;

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
   * Returns one probe's quadrature.
   *
   * @param operator A
   * @param space the coordinates inside of which A is looked at, at least one
   * @param steps how many Lanczos steps at most, m
   * @param seed of all probes
   * @param probe which one, from 0
   * @param counted told of each product
   * @return the quadrature
   * @throws IllegalArgumentException if a product is not finite
   */
  public static Quadrature probe(
      SymmetricOperator operator,
      AxialSubspace space,
      int steps,
      long seed,
      int probe,
      IntConsumer counted) {
    RestrictedOperator inside = new RestrictedOperator(operator, space, counted);
    int most = Math.min(steps, space.dimension());
    Basis basis = new Basis(most, space.dimension());
    double[] start = Trace.doubles(Trace.signs(space.dimension(), Seeds.mix(seed, probe)));
    basis.add(start, Basis.norm(start));
    double[] main = new double[most];
    double[] beside = new double[Math.max(0, most - 1)];
    double scale = 0;
    int size = 0;
    while (size < most) {
      double[] w = Trace.doubles(inside.times(basis.row(size)));
      scale = Math.max(scale, Basis.norm(w));
      main[size] = basis.project(w)[size];
      double next = Basis.norm(w);
      size++;
      if (size == most || next <= ROUNDING * scale) {
        break;
      }
      beside[size - 1] = next;
      basis.add(w, next);
    }
    return quadrature(Arrays.copyOf(main, size), beside);
  }

  private static Quadrature quadrature(double[] main, double[] beside) {
    EigenDecomposition eigen = new EigenDecomposition(main, Arrays.copyOf(beside, main.length - 1));
    List<Double> nodes = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (int j = 0; j < main.length; j++) {
      double first = eigen.getV().getEntry(0, j);
      nodes.add(eigen.getRealEigenvalue(j));
      weights.add(first * first);
    }
    return new Quadrature(nodes, weights);
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
