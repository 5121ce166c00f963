package org.stockpot.curvature;

import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Operators;
import org.stockpot.task.analysis.SymmetricOperator;
import org.stockpot.weights.Point;

/** Which curvature of a loss is looked at. */
public enum OperatorKind {
  /** The Hessian, which may have negative eigenvalues. */
  HESSIAN,
  /** The Gauss–Newton matrix: the Hessian without the curvature of the outputs themselves. */
  GAUSS_NEWTON,
  /** The empirical Fisher matrix: the mean outer product of single examples' gradients. */
  FISHER;

  /**
   * Returns the operator at a point.
   *
   * @param derivatives of the loss
   * @param at the point
   * @return the operator
   */
  public SymmetricOperator of(Derivatives derivatives, Point at) {
    return switch (this) {
      case HESSIAN -> Operators.hessian(derivatives, at);
      case GAUSS_NEWTON -> Operators.gaussNewton(derivatives, at);
      case FISHER -> Operators.empiricalFisher(derivatives, at);
    };
  }
}
