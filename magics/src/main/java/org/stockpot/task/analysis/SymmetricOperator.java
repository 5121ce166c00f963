package org.stockpot.task.analysis;

import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;

/**
 * A symmetric linear map A on points, {@code <u, A v> = <A u, v>}, known by its products alone.
 *
 * <p>Example: {@code Operators.hessian(derivatives, point).times(v)}.
 */
public interface SymmetricOperator {

  /**
   * Returns the layout of what is multiplied and of products.
   *
   * @return the layout
   */
  Layout layout();

  /**
   * Returns a product.
   *
   * @param v a point of the layout; not modified
   * @return A v; its statistics are 0
   */
  Point times(Point v);
}
