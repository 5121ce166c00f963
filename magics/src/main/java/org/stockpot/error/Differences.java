package org.stockpot.error;

import java.nio.DoubleBuffer;
import java.util.Optional;
import org.stockpot.task.analysis.ParameterBox;

/**
 * Gradients of an error function: its own, or by central differences in double precision, {@code
 * (f(w + h_i e_i) - f(w - h_i e_i)) / 2h_i} with {@code h_i = step · max(|w_i|, half of the box's
 * length)}. Their error is of the order of h² by the third derivative and of 2⁻⁵² / h by rounding.
 *
 * @param function f
 * @param box the scales of parameters
 * @param step such as {@link #OF_SLOPES}
 */
record Differences(ErrorFunction function, ParameterBox box, double step) {

  /** The cube root of 2⁻⁵²: best for first derivatives. */
  static final double OF_SLOPES = 0x1p-17;

  /** Its fourth root: best for differences of differences. */
  static final double OF_CURVATURES = 0x1p-13;

  /** Returns the scale of a parameter at a value. */
  static double scale(ParameterBox box, double value, int parameter) {
    return Math.max(Math.abs(value), box.ranges().get(parameter).length() / 2);
  }

  /** Returns {@code sum_i c_i ∇e_i(w)}. */
  double[] gradient(double[] at, double[] weights) {
    Optional<double[]> own = function.gradient(at, weights);
    if (own.isPresent()) {
      return own.get();
    }
    double[] gradient = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      Pair pair = pair(at, i);
      gradient[i] = (sum(pair.above, weights) - sum(pair.below, weights)) / pair.apart;
    }
    return gradient;
  }

  /** Returns {@code ∇e_j(w)} of each example. */
  double[][] gradients(double[] at, int examples) {
    double[][] gradients = new double[examples][at.length];
    for (int i = 0; i < at.length; i++) {
      Pair pair = pair(at, i);
      for (int j = 0; j < examples; j++) {
        gradients[j][i] = (pair.above.get(j) - pair.below.get(j)) / pair.apart;
      }
    }
    return gradients;
  }

  /** Errors of examples on both sides of a place. */
  private record Pair(DoubleBuffer above, DoubleBuffer below, double apart) {}

  private Pair pair(double[] at, int i) {
    double h = step * scale(box, at[i], i);
    double[] above = moved(at, i, h);
    double[] below = moved(at, i, -h);
    return new Pair(
        DoubleBuffer.wrap(function.errors(above)),
        DoubleBuffer.wrap(function.errors(below)),
        above[i] - below[i]);
  }

  private static double[] moved(double[] at, int i, double by) {
    double[] moved = at.clone();
    moved[i] += by;
    return moved;
  }

  private static double sum(DoubleBuffer errors, double... weights) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] == 0 ? 0 : weights[i] * errors.get(i);
    }
    return sum;
  }
}
