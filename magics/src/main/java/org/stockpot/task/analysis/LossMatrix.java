package org.stockpot.task.analysis;

import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;

/** A matrix that a loss has at a point, such as its Hessian. */
record LossMatrix(Derivatives derivatives, Point at, Product product) implements SymmetricOperator {

  /** Multiplies a direction with the matrix at a point. */
  @FunctionalInterface
  interface Product {
    Point times(Derivatives derivatives, Point at, Point direction);
  }

  LossMatrix {
    derivatives.layout().requireSame(at.layout());
  }

  @Override
  public Layout layout() {
    return at.layout();
  }

  @Override
  public Point times(Point v) {
    return product.times(derivatives, at, v);
  }
}
