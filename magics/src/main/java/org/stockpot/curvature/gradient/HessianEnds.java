package org.stockpot.curvature.gradient;

import java.util.List;
import org.stockpot.curvature.AxialSubspace;
import org.stockpot.curvature.Eigenpairs;
import org.stockpot.curvature.Eigenvalue;
import org.stockpot.curvature.Lanczos;
import org.stockpot.curvature.LanczosOptions;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Operators;
import org.stockpot.task.analysis.SymmetricOperator;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/**
 * Both ends of the spectrum of a loss's Hessian, to a share of the larger magnitude.
 *
 * @param derivatives of the loss
 * @param tolerance that share
 * @param space all coordinates
 */
record HessianEnds(Derivatives derivatives, double tolerance, AxialSubspace space) {

  /** Products that both ends of a network take, by and large. */
  static final int TYPICAL = 50;

  /** Products after which Lanczos' iteration gives up. */
  private static final int PRODUCTS = 300;

  /** A basis for more than one value finds a least one that is small in fewer products. */
  private static final int TOP = 5;

  /**
   * Iterations that end at the tolerance itself take the edge of the bulk for the least eigenvalue.
   */
  private static final double STRICT = 0.01;

  private static final long SEED = 1;

  /** The largest and the least eigenvalue. */
  record Ends(double largest, double least, boolean converged) {
    boolean isFinite() {
      return Double.isFinite(largest) && Double.isFinite(least);
    }
  }

  /** How many eigenvalues are negative, and whether there may be more. */
  record Index(int negative, boolean bound) {}

  HessianEnds(Derivatives derivatives, double tolerance) {
    this(derivatives, tolerance, AxialSubspace.of(Mask.full(derivatives.layout())));
  }

  /** Returns both ends, which are no numbers where a product is not finite. */
  Ends at(Point point) {
    Eigenpairs found;
    try {
      found =
          Lanczos.of(
              Operators.hessian(derivatives, point),
              space,
              new LanczosOptions(TOP, STRICT * tolerance, PRODUCTS, SEED));
    } catch (IllegalArgumentException e) {
      return new Ends(Double.NaN, Double.NaN, false);
    }
    Eigenvalue largest = found.top().get(0);
    Eigenvalue least = found.least().get(0);
    double allowed = CurvatureSign.zero(largest.value(), least.value(), tolerance);
    return new Ends(
        largest.value(),
        least.value(),
        largest.residual() <= allowed && least.residual() <= allowed);
  }

  /** Returns the index of a point whose ends are known, by some of its least eigenvalues. */
  Index index(Point point, CloudPoint ends, int most) {
    double zero = CurvatureSign.zero(ends.largest(), ends.least(), tolerance);
    if (!CurvatureSign.hasNegative(ends.largest(), ends.least(), tolerance)) {
      return new Index(0, !ends.converged());
    }
    SymmetricOperator negated = Operators.sum(List.of(Operators.hessian(derivatives, point)), -1.0);
    Eigenpairs found = Lanczos.of(negated, space, LanczosOptions.top(most));
    int negative = (int) found.top().stream().filter(value -> value.value() > zero).count();
    boolean all = negative == found.top().size() && negative < space.dimension();
    return new Index(negative, all || !found.converged());
  }
}
