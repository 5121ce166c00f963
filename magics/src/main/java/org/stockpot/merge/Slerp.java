package org.stockpot.merge;

import java.util.List;
import org.stockpot.weights.Merge;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.Point;

/**
 * Spherical interpolation of two members, {@code (sin((1 - t) Ω) a + sin(t Ω) b) / sin Ω}, where Ω
 * is the angle between them and t is the second's share of the weights. It acts on the vectors
 * themselves, so that norms are interpolated by the same weights; vectors that are nearly parallel,
 * {@code |cos Ω| > 0.9995}, are interpolated linearly.
 *
 * <p>See Shoemake, "Animating Rotation with Quaternion Curves", SIGGRAPH 1985, §3.3. At equal norms
 * the result has that norm too.
 *
 * @param scope over what the angle is measured
 */
public record Slerp(Scope scope) implements Merge {

  static final MergeMethod METHOD =
      new MergeMethod(
          "slerp", "Shoemake, SIGGRAPH 1985", false, 2, List.of(), o -> new Slerp(Scope.WHOLE));

  private static final double PARALLEL = 0.9995;

  @Override
  public Point of(MergeInputs inputs) {
    if (inputs.members().size() != 2) {
      throw new IllegalArgumentException(
          METHOD.name() + " must get two members, got " + inputs.members().size());
    }
    double first = inputs.weights().get(0);
    double t = inputs.weights().get(1) / (first + inputs.weights().get(1));
    if (!Double.isFinite(t)) {
      throw new IllegalArgumentException("the weights of slerp must not sum to 0, got " + first);
    }
    return Parts.merge(inputs, scope, (base, m) -> slerp(m[0], m[1], t));
  }

  private static double[] slerp(double[] a, double[] b, double t) {
    double cosine = Parts.dot(a, b) / Math.sqrt(Parts.dot(a, a) * Parts.dot(b, b));
    boolean straight = !(Math.abs(cosine) <= PARALLEL);
    double angle = straight ? 0 : Math.acos(cosine);
    double ofA = straight ? 1 - t : Math.sin((1 - t) * angle) / Math.sin(angle);
    double ofB = straight ? t : Math.sin(t * angle) / Math.sin(angle);
    double[] merged = new double[a.length];
    for (int i = 0; i < merged.length; i++) {
      merged[i] = ofA * a[i] + ofB * b[i];
    }
    return merged;
  }
}
