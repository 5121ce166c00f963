package org.stockpot.task.analysis;

import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;

/** The empirical Fisher matrix of a loss at a point. */
record EmpiricalFisher(Derivatives derivatives, Point at) implements SymmetricOperator {

  EmpiricalFisher {
    derivatives.layout().requireSame(at.layout());
  }

  @Override
  public Layout layout() {
    return at.layout();
  }

  @Override
  public Point times(Point v) {
    return derivatives.empiricalFisherTimes(at, v);
  }
}
