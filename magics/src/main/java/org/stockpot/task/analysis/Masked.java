package org.stockpot.task.analysis;

import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** An operator in the axial subspace of a mask. */
record Masked(SymmetricOperator operator, Mask mask) implements SymmetricOperator {

  Masked {
    operator.layout().requireSame(mask.layout());
  }

  @Override
  public Layout layout() {
    return operator.layout();
  }

  @Override
  public Point times(Point v) {
    return operator.times(v.masked(mask)).masked(mask);
  }
}
