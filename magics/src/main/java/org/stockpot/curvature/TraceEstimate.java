package org.stockpot.curvature;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.stockpot.task.Seeds;
import org.stockpot.task.analysis.SymmetricOperator;
import org.stockpot.task.matrix.Rows;
import org.stockpot.task.replicates.Estimate;

/**
 * An estimate of an operator's trace and of its squared Frobenius norm.
 *
 * @param trace {@code sum_i λ_i}: mean over probes, their standard deviation and number
 * @param squares {@code |A|_F² = sum_i λ_i²}, the mean of {@code |A v|²} over random signs v,
 *     likewise
 * @param products how many products with the operator it took
 */
public record TraceEstimate(Estimate trace, Estimate squares, int products) {

  /** The fewest products with a standard error: two probes, and for Hutch++ two of each kind. */
  public static final int LEAST = 6;

  /** What rounding leaves of a vector that lies in the span of others. */
  private static final double ROUNDING = 1e-5;

  /**
   * Estimates a trace.
   *
   * @param operator A
   * @param space the coordinates inside of which A is looked at
   * @param method how
   * @param products how many products may be used, at least {@value #LEAST}
   * @param seed of the probes
   * @param counted told of each product
   * @return the estimate; 0 without error in a subspace without dimensions
   * @throws IllegalArgumentException if there are too few products, or one is not finite
   */
  public static TraceEstimate of(
      SymmetricOperator operator,
      AxialSubspace space,
      TraceMethod method,
      int products,
      long seed,
      IntConsumer counted) {
    if (products < LEAST) {
      throw new IllegalArgumentException("probes must be at least " + LEAST + ", got " + products);
    }
    RestrictedOperator inside = new RestrictedOperator(operator, space, counted);
    if (space.dimension() == 0) {
      Estimate zero = new Estimate(0, 0, products);
      return new TraceEstimate(zero, zero, 0);
    }
    return method == TraceMethod.HUTCHINSON
        ? hutchinson(inside, products, seed)
        : hutchPlusPlus(inside, products / 3, seed);
  }

  private static TraceEstimate hutchinson(RestrictedOperator operator, int probes, long seed) {
    List<Double> traces = new ArrayList<>();
    List<Double> squares = new ArrayList<>();
    for (int i = 0; i < probes; i++) {
      float[] v = signs(operator.dimension(), Seeds.mix(seed, i));
      double[] product = operator.times(v);
      traces.add(Basis.dot(v, product));
      squares.add(Rows.product(product, product, product.length));
    }
    return new TraceEstimate(Estimate.of(traces), Estimate.of(squares), operator.products());
  }

  private static TraceEstimate hutchPlusPlus(RestrictedOperator operator, int probes, long seed) {
    Basis basis = new Basis(Math.min(probes, operator.dimension()), operator.dimension());
    List<Double> squares = new ArrayList<>();
    for (int i = 0; i < probes; i++) {
      double[] w = operator.times(signs(operator.dimension(), Seeds.mix(seed, i)));
      squares.add(Rows.product(w, w, w.length));
      double before = Basis.norm(w);
      basis.project(w);
      double length = Basis.norm(w);
      if (length > ROUNDING * before && basis.size() < operator.dimension()) {
        basis.add(w, length);
      }
    }
    double found = 0;
    for (float[] q : basis.rows()) {
      found += Basis.dot(q, operator.times(q));
    }
    List<Double> rest = new ArrayList<>();
    for (int i = 0; i < probes; i++) {
      double[] v = Basis.doubles(signs(operator.dimension(), Seeds.mix(seed, probes + i)));
      basis.project(v);
      float[] outside = floats(v);
      rest.add(found + Basis.dot(outside, operator.times(outside)));
    }
    return new TraceEstimate(Estimate.of(rest), Estimate.of(squares), operator.products());
  }

  /** Returns +1 or -1 for each coordinate, with equal chances. */
  static float[] signs(int dimension, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] signs = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      signs[i] = random.nextBoolean() ? 1 : -1;
    }
    return signs;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
