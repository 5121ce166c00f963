package org.stockpot.weights;

import java.util.List;

/** What curves have in common: their control points and how those are blended. */
final class ControlPoints {

  private ControlPoints() {}

  /** Returns a copy, after requiring two points or more of one layout. */
  static List<Point> checked(List<Point> points) {
    if (points.size() < 2) {
      throw new IllegalArgumentException(
          "a curve must have at least its two ends, got " + points.size() + " points");
    }
    points.forEach(point -> points.get(0).layout().requireSame(point.layout()));
    return List.copyOf(points);
  }

  static void requirePosition(double t) {
    if (!(t >= 0 && t <= 1)) {
      throw new IllegalArgumentException("a position on a curve must lie in [0, 1], got " + t);
    }
  }

  /** Returns {@code sum_k c_k p_k}, or the one point that has all the weight. */
  static Point blend(List<Point> points, double[] weights) {
    for (int k = 0; k < weights.length; k++) {
      if (weights[k] == 1) {
        return points.get(k);
      }
    }
    return Point.build(
        points.get(0).layout(),
        w -> {
          for (int i = 0; i < w.length; i++) {
            double sum = weights[0] * points.get(0).at(i);
            for (int k = 1; k < weights.length; k++) {
              sum += weights[k] * points.get(k).at(i);
            }
            w[i] = (float) sum;
          }
        });
  }
}
