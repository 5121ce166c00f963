package org.stockpot.task.analysis;

import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;

/** An operator with a multiple of the identity, between two equal diagonal ones. */
record Scaled(SymmetricOperator operator, double shift, Point scale) implements SymmetricOperator {

  Scaled {
    operator.layout().requireSame(scale.layout());
  }

  @Override
  public Layout layout() {
    return operator.layout();
  }

  @Override
  public Point times(Point v) {
    Point inside = scaled(v);
    return scaled(operator.times(inside).plus(inside.times(shift)));
  }

  private Point scaled(Point v) {
    return Point.build(
        layout(),
        values -> {
          for (int i = 0; i < values.length; i++) {
            values[i] = scale.at(i) * v.at(i);
          }
        });
  }
}
