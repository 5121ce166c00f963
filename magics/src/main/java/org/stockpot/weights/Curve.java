package org.stockpot.weights;

import java.util.List;

/**
 * A bent path between two points, each place of which is a weighted sum of control points, {@code
 * w(t) = sum_k c_k(t) p_k} with {@code sum_k c_k(t) = 1}. The first and the last control point are
 * its ends, those between are its bends.
 *
 * <p>The weights are what training a curve needs: the derivative of {@code w(t)} by bend k is
 * {@code c_k(t)} times the identity, so that the gradient of {@code L(w(t))} by that bend is {@code
 * c_k(t)} times the gradient of L at {@code w(t)}. See Garipov et al., "Loss Surfaces, Mode
 * Connectivity, and Fast Ensembling of DNNs", NeurIPS 2018, §3.
 */
public interface Curve {

  /**
   * Returns the control points in order.
   *
   * @return at least two points of one layout
   */
  List<Point> points();

  /**
   * Returns how much each control point counts at a position.
   *
   * @param t the position, from 0 to 1
   * @return one number per control point; they sum to 1
   * @throws IllegalArgumentException if the position is out of range
   */
  double[] weights(double t);

  /**
   * Returns the point at a position. Computed in double and stored in float; where one control
   * point has all the weight, as at both ends, it is that point bit for bit. Statistics are blended
   * like everything else.
   *
   * @param t the position, from 0 to 1
   * @return w(t)
   * @throws IllegalArgumentException if the position is out of range
   */
  default Point at(double t) {
    return ControlPoints.blend(points(), weights(t));
  }
}
