package org.stockpot.merge;

import java.util.List;
import org.stockpot.weights.ChunkedMerge;
import org.stockpot.weights.MergePart;

/**
 * Spherical interpolation of two members, {@code (sin((1 - t) Ω) a + sin(t Ω) b) / sin Ω}, where Ω
 * is the angle between them and t is the second's share of the weights. It acts on the vectors
 * themselves, so that norms are interpolated by the same weights; vectors that are nearly parallel
 * or opposite, {@code |cos Ω| > 0.9995}, are interpolated linearly.
 *
 * <p>See Shoemake, "Animating Rotation with Quaternion Curves", SIGGRAPH 1985, §3.3. At equal norms
 * the result has that norm too. A base is not used.
 *
 * @param scope over what the angle is measured: the whole vector or each tensor
 */
public record Slerp(Scope scope) implements ChunkedMerge {

  static final MergeMethod METHOD =
      new MergeMethod(
          "slerp",
          "along the arc from the first to the second",
          "Shoemake, SIGGRAPH 1985",
          "shoemake1985animating",
          MergeMethod.Base.UNUSED,
          2,
          2,
          false,
          List.of(Scope.WHOLE_FIRST),
          (values, tasks) -> new Slerp(values.constant("scope", Scope.class)));

  private static final double PARALLEL = 0.9995;

  /**
   * Checks the scope.
   *
   * @throws IllegalArgumentException if it is rows
   */
  public Slerp {
    scope.requireNoRow();
  }

  @Override
  public boolean wholeVector() {
    return scope == Scope.WHOLE;
  }

  @Override
  public MergePart part(List<Double> weights, boolean hasBase) {
    METHOD.require(weights.size(), hasBase);
    return new GramPart((gram, c) -> arc(gram, c, PARALLEL), weights, false, false);
  }

  /** Returns the factors along the arc; of vectors that are as good as parallel, along the line. */
  static Combination arc(double[][] gram, double[] weights, double parallel) {
    double t = Combination.shares(weights)[1];
    double cosine = gram[0][1] / Math.sqrt(gram[0][0] * gram[1][1]);
    if (Math.abs(cosine) <= parallel) {
      double angle = Math.acos(cosine);
      return Combination.of(
          Math.sin((1 - t) * angle) / Math.sin(angle), Math.sin(t * angle) / Math.sin(angle));
    }
    String note =
        cosine < 0 ? "the two are opposite, so that no arc is the shortest: taken linearly" : "";
    return new Combination(new double[] {1 - t, t}, note);
  }
}
