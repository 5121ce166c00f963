package org.stockpot.weights;

import java.util.List;

/**
 * Straight lines from control point to control point, n of them for points p_0 to p_n, each walked
 * in the same share of t: {@code w(t) = (1 - s) p_i + s p_(i+1)} with {@code i = floor(n t)} and
 * {@code s = n t - i}. It passes through all of its points.
 *
 * <p>See Garipov et al., "Loss Surfaces, Mode Connectivity, and Fast Ensembling of DNNs", NeurIPS
 * 2018, §3.2. Example: {@code new PolyChain(List.of(a, bend, b)).at(0.5)} is the bend.
 *
 * @param points the control points, at least the two ends
 */
public record PolyChain(List<Point> points) implements Curve {

  /**
   * Checks and copies the control points.
   *
   * @throws IllegalArgumentException if there are fewer than two, or their layouts differ
   */
  public PolyChain {
    points = ControlPoints.checked(points);
  }

  @Override
  public double[] weights(double t) {
    ControlPoints.requirePosition(t);
    int n = points.size() - 1;
    int i = (int) Math.min(n - 1, Math.floor(n * t));
    double s = n * t - i;
    double[] weights = new double[n + 1];
    weights[i] = 1 - s;
    weights[i + 1] = s;
    return weights;
  }
}
