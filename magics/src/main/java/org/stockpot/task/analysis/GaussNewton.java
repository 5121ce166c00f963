package org.stockpot.task.analysis;

import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;

/** The Gauss–Newton matrix of a loss at a point. */
record GaussNewton(Derivatives derivatives, Point at) implements SymmetricOperator {

  GaussNewton {
    derivatives.layout().requireSame(at.layout());
  }

  @Override
  public Layout layout() {
    return at.layout();
  }

  @Override
  public Point times(Point v) {
    return derivatives.gaussNewtonTimes(at, v);
  }
}
