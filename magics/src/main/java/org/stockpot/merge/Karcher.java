package org.stockpot.merge;

import java.util.List;
import java.util.Locale;
import org.stockpot.weights.ChunkedMerge;
import org.stockpot.weights.MergePart;

/**
 * The Karcher mean on the sphere: the direction m that minimises {@code Σ c_i angle(m, u_i)²} of
 * unit vectors {@code u_i = w_i / ‖w_i‖}, times the mean norm {@code Σ c_i ‖w_i‖ / Σ c_i}. From the
 * normalised mean, each step goes along the mean of tangents {@code (u_i - (u_i · m) m) θ_i / sin
 * θ_i} by its length, until that is at most the tolerance; if it does not get there, the result
 * says so. Of two members it is {@link Slerp} at one half if their norms are equal, and else not.
 *
 * <p>See Karcher, "Riemannian Center of Mass and Mollifier Smoothing", Communications on Pure and
 * Applied Mathematics 1977; Grove, Karcher, Mathematische Zeitschrift 1973, §1. Vectors of 0 and
 * directions that cancel are as in {@link MultiSlerp}.
 *
 * @param scope over what norms and angles are: the whole vector or each tensor
 * @param tolerance how long the last step may be, in radians, at least 1e-12
 * @param steps how many steps it takes at most
 */
public record Karcher(Scope scope, double tolerance, int steps) implements ChunkedMerge {

  static final MergeMethod METHOD =
      new MergeMethod(
          "karcher",
          "the mean on a sphere, times the mean norm",
          "Karcher, CPAM 1977",
          "karcher1977riemannian",
          MergeMethod.Base.UNUSED,
          1,
          MergeMethod.ANY,
          false,
          List.of(
              Scope.WHOLE_FIRST,
              MergeOption.number(
                  "tolerance",
                  "1e-10",
                  "at least 1e-12",
                  "how long the last step may be (radians)"),
              MergeOption.number("steps", "100", "at least 1", "how many steps it takes at most")),
          (values, tasks) ->
              new Karcher(
                  values.constant("scope", Scope.class),
                  values.number("tolerance"),
                  values.count("steps")));

  /**
   * Checks tolerance, steps and scope.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Karcher {
    scope.requireNoRow();
    if (!(tolerance >= 1e-12)) {
      throw new IllegalArgumentException("tolerance must be at least 1e-12, got " + tolerance);
    }
    if (steps < 1) {
      throw new IllegalArgumentException("steps must be at least 1, got " + steps);
    }
  }

  @Override
  public boolean wholeVector() {
    return scope == Scope.WHOLE;
  }

  @Override
  public MergePart part(List<Double> weights, boolean hasBase) {
    METHOD.require(weights.size(), hasBase);
    Vectors.requirePositive(METHOD.name(), weights);
    return new GramPart(this::mean, weights, false, false);
  }

  private Combination mean(double[][] gram, double[] weights) {
    Sphere sphere = new Sphere(gram, weights);
    if (!sphere.hasPlace()) {
      return new Combination(Combination.shares(weights), MultiSlerp.NO_PLACE);
    }
    double last = Double.POSITIVE_INFINITY;
    for (int i = 0; i < steps && last > tolerance; i++) {
      last = sphere.move(true);
    }
    String note =
        last <= tolerance
            ? ""
            : String.format(
                Locale.ROOT,
                "not converged in %d steps: the last was %.1e radians long, above %.1e",
                steps,
                last,
                tolerance);
    return new Combination(sphere.factors(weights), note);
  }
}
