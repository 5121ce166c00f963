package org.stockpot.weights;

import java.util.List;

/**
 * A Bézier curve, {@code w(t) = sum_k C(n, k) (1 - t)^(n - k) t^k p_k} for control points p_0 to
 * p_n. With one bend θ it is {@code (1 - t)^2 a + 2 t (1 - t) θ + t^2 b}.
 *
 * <p>See Garipov et al., "Loss Surfaces, Mode Connectivity, and Fast Ensembling of DNNs", NeurIPS
 * 2018, §3.2, whose curves have one bend; their code counts the ends as bends too. Example: {@code
 * BezierCurve.bent(a, new Line(a, b).at(0.5), b).at(0.25)}.
 *
 * @param points the control points, at least the two ends
 */
public record BezierCurve(List<Point> points) implements Curve {

  /**
   * Checks and copies the control points.
   *
   * @throws IllegalArgumentException if there are fewer than two, or their layouts differ
   */
  public BezierCurve {
    points = ControlPoints.checked(points);
  }

  /**
   * Returns a curve through two points that one bend pulls to itself.
   *
   * @param from the point at t = 0
   * @param bend the control point between, which the curve does not pass through
   * @param to the point at t = 1
   * @return the curve
   */
  public static BezierCurve bent(Point from, Point bend, Point to) {
    return new BezierCurve(List.of(from, bend, to));
  }

  @Override
  public double[] weights(double t) {
    ControlPoints.requirePosition(t);
    int n = points.size() - 1;
    double[] weights = new double[n + 1];
    double choose = 1;
    for (int k = 0; k <= n; k++) {
      weights[k] = choose * Math.pow(1 - t, n - k) * Math.pow(t, k);
      choose = choose * (n - k) / (k + 1);
    }
    return weights;
  }
}
