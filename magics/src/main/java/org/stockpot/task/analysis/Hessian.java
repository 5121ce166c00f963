package org.stockpot.task.analysis;

import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;

/** The Hessian of a loss at a point. */
record Hessian(Derivatives derivatives, Point at) implements SymmetricOperator {

  Hessian {
    derivatives.layout().requireSame(at.layout());
  }

  @Override
  public Layout layout() {
    return at.layout();
  }

  @Override
  public Point times(Point v) {
    return derivatives.hessianTimes(at, v);
  }
}
