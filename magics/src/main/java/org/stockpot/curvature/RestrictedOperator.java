package org.stockpot.curvature;

import java.util.function.IntConsumer;
import org.stockpot.task.analysis.SymmetricOperator;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.Point;

/**
 * An operator inside of an axial subspace, which counts its products. Whoever works on it holds
 * vectors of the subspace's dimension alone.
 */
final class RestrictedOperator {

  private final SymmetricOperator operator;
  private final AxialSubspace space;
  private final IntConsumer counted;
  private int products;

  RestrictedOperator(SymmetricOperator operator, AxialSubspace space, IntConsumer counted) {
    operator.layout().requireSame(space.layout());
    this.operator = operator;
    this.space = space;
    this.counted = counted;
  }

  int dimension() {
    return space.dimension();
  }

  int products() {
    return products;
  }

  AxialSubspace space() {
    return space;
  }

  /**
   * Returns a product.
   *
   * @throws IllegalArgumentException if a number of it is none
   */
  double[] times(float[] v) {
    Interrupts.check();
    Point product = operator.times(space.spread(v));
    int wrong = product.firstNonFinite();
    if (wrong >= 0) {
      throw new IllegalArgumentException(
          "a product of the operator must be finite, got "
              + product.at(wrong)
              + " at "
              + space.layout().entry(wrong));
    }
    products++;
    counted.accept(1);
    return space.gather(product);
  }
}
