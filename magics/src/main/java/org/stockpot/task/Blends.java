package org.stockpot.task;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.stockpot.weights.Centroid;
import org.stockpot.weights.Point;

/** Measures blends of the same points, sum_i c_i w_i / sum_i c_i: soups, and points of a plane. */
@FunctionalInterface
public interface Blends extends AutoCloseable {

  /**
   * Measures one blend.
   *
   * @param weights c, one per point; must not sum to 0
   * @return its score; that of a single point is the point's own, bit for bit
   * @throws CancellationException if the calling thread was interrupted
   */
  Score score(double... weights);

  /**
   * Measures several blends. Whoever has a faster way for several at once overrides this.
   *
   * @param weights c for each blend, as {@link #score} takes them
   * @param sink receives one score per blend, as they are known
   * @throws CancellationException if the calling thread was interrupted
   */
  default void scores(List<double[]> weights, ScoreSink sink) {
    for (int i = 0; i < weights.size(); i++) {
      sink.accept(i, score(weights.get(i)));
    }
  }

  /**
   * Tells in which order points are summed, which changes scores by rounding only. A blend that
   * adds one point to the last one, behind its others in this order, is quick. Without an order it
   * is that of the points.
   *
   * @param places each place in the list of points once; the same whenever the points are
   */
  default void sumInOrder(int... places) {}

  /** Frees what was kept to be fast. */
  @Override
  default void close() {}

  /**
   * Returns a blend as a point.
   *
   * @param basis the points
   * @param weights c, one per point; must not sum to 0
   * @return their weighted mean
   */
  static Point mean(List<Point> basis, double... weights) {
    Centroid centroid = new Centroid(basis.get(0).layout());
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] != 0) {
        centroid.add(basis.get(i), weights[i]);
      }
    }
    return centroid.mean();
  }
}
