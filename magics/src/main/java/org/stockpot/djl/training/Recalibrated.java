package org.stockpot.djl.training;

import org.stockpot.data.Examples;
import org.stockpot.weights.Point;

/** Points with re-estimated statistics. */
@FunctionalInterface
public interface Recalibrated {

  /**
   * Returns a point with running statistics of some training examples.
   *
   * @param point a point
   * @param examples of which they are
   * @param batch examples of a chunk
   * @param threads that a pass may use
   * @return the same coordinates, with other statistics if it has any
   */
  Point of(Point point, Examples examples, int batch, int threads);
}
