package org.stockpot.error;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.weights.Point;

/**
 * What random places of the box tell of a function's derivatives.
 *
 * @param surface the function
 * @param derivatives its derivatives over all examples
 */
record GradientProbes(Surface surface, Derivatives derivatives) {

  private static final int PLACES = 8;

  /** Says at how many places there is no Hessian; nothing if there is one at all. */
  String ofCurvature() {
    SplittableRandom random = new SplittableRandom(1);
    int without = 0;
    for (int i = 0; i < PLACES; i++) {
      Point at = surface.point(surface.box().draw(random));
      Point other = surface.point(surface.box().draw(random));
      try {
        derivatives.hessianTimes(at, other.minus(at));
      } catch (UnsupportedOperationException e) {
        without++;
      }
    }
    return without == 0
        ? ""
        : "; its slope jumps at " + without + " of " + PLACES + " random places: no Hessian there";
  }

  /** Says where gradients are from, and how well they agree with other ones. */
  String ofSlopes() {
    ErrorFunction function = surface.function();
    double[] shares = surface.shares(surface.rows());
    boolean own = function.gradient(surface.box().middle(), shares).isPresent();
    double step = Differences.OF_SLOPES;
    ErrorFunction plain = CheckedFunction.withoutGradient(function);
    Differences fine = new Differences(plain, surface.box(), step);
    Differences other = new Differences(own ? function : plain, surface.box(), 2 * step);
    SplittableRandom random = new SplittableRandom(1);
    double[] apart = new double[PLACES];
    for (int i = 0; i < PLACES; i++) {
      double[] at = surface.box().draw(random);
      double[] gradient = fine.gradient(at, shares);
      double far = Vectors.distance(gradient, other.gradient(at, shares));
      apart[i] = far == 0 ? 0 : far / Vectors.norm(gradient);
    }
    Arrays.sort(apart);
    String agreed =
        String.format(
            Locale.ROOT,
            "%.0e of their length away (median of %d random places)",
            apart[PLACES / 2],
            PLACES);
    return own
        ? "gradients by "
            + function.gradientWords()
            + ", central differences are "
            + agreed
            + "; Hessians by differences of gradients"
        : "gradients by central differences over 2⁻¹⁷ of a parameter's scale, those over twice that"
            + " are "
            + agreed
            + "; Hessians by differences of differences over 2⁻¹³";
  }
}
