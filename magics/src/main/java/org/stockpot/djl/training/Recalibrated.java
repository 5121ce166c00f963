package org.stockpot.djl.training;

import org.stockpot.weights.Point;

/** Points with re-estimated statistics. */
@FunctionalInterface
public interface Recalibrated {

  /**
   * Returns a point with running statistics of the training examples.
   *
   * @param point a point
   * @param batch examples of a chunk
   * @param threads that a pass may use
   * @return the same coordinates, with other statistics if it has any
   */
  Point of(Point point, int batch, int threads);
}
