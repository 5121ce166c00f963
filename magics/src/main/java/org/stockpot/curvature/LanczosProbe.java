package org.stockpot.curvature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.stockpot.task.Seeds;
import org.stockpot.task.analysis.SymmetricOperator;

/**
 * What Lanczos steps from random signs make of an operator: a tridiagonal matrix, whose first rows
 * are those of fewer steps.
 *
 * @param main its diagonal, one number for each step
 * @param beside the numbers beside it, one fewer
 */
public record LanczosProbe(List<Double> main, List<Double> beside) {

  /** What products in float32 leave of 0, as a share of the largest magnitude. */
  private static final double ROUNDING = 1e-6;

  /**
   * Checks that the numbers fit.
   *
   * @throws IllegalArgumentException if there is no step, or numbers are missing
   */
  public LanczosProbe {
    main = List.copyOf(main);
    beside = List.copyOf(beside);
    if (main.isEmpty() || beside.size() != main.size() - 1) {
      throw new IllegalArgumentException(
          "a probe must have a step and one number beside each but the first, got "
              + main.size()
              + " and "
              + beside.size());
    }
  }

  /**
   * Makes the steps, each vector orthogonal to all before.
   *
   * @param operator A
   * @param space the coordinates inside of which A is looked at, at least one
   * @param steps how many at most, m; fewer where the vectors span all that A makes of the first
   * @param seed of all probes
   * @param probe which one, from 0
   * @param counted told of each product
   * @return the probe
   * @throws IllegalArgumentException if a product is not finite
   */
  public static LanczosProbe of(
      SymmetricOperator operator,
      AxialSubspace space,
      int steps,
      long seed,
      int probe,
      IntConsumer counted) {
    RestrictedOperator inside = new RestrictedOperator(operator, space, counted);
    int most = Math.min(steps, space.dimension());
    Basis basis = new Basis(most, space.dimension());
    double[] start = Basis.doubles(TraceEstimate.signs(space.dimension(), Seeds.mix(seed, probe)));
    basis.add(start, Basis.norm(start));
    List<Double> main = new ArrayList<>();
    List<Double> beside = new ArrayList<>();
    double scale = 0;
    while (true) {
      int step = main.size();
      double[] w = inside.times(basis.row(step));
      scale = Math.max(scale, Basis.norm(w));
      main.add(basis.project(w)[step]);
      double next = Basis.norm(w);
      if (main.size() == most || next <= ROUNDING * scale) {
        return new LanczosProbe(main, beside);
      }
      beside.add(next);
      basis.add(w, next);
    }
  }

  /**
   * Returns the quadrature of all steps.
   *
   * @return the quadrature
   */
  public Quadrature quadrature() {
    return quadrature(main.size());
  }

  /**
   * Returns the quadrature of half as many steps, to see what steps decide.
   *
   * @return the quadrature
   */
  public Quadrature halved() {
    return quadrature((main.size() + 1) / 2);
  }

  private Quadrature quadrature(int steps) {
    EigenDecomposition eigen = new EigenDecomposition(first(main, steps), first(beside, steps - 1));
    List<Double> nodes = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (int j = 0; j < steps; j++) {
      double first = eigen.getV().getEntry(0, j);
      nodes.add(eigen.getRealEigenvalue(j));
      weights.add(first * first);
    }
    return new Quadrature(nodes, weights);
  }

  private static double[] first(List<Double> numbers, int count) {
    return Arrays.copyOf(numbers.stream().mapToDouble(x -> x).toArray(), count);
  }
}
