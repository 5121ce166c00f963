package org.stockpot.merge;

import java.util.List;
import org.stockpot.weights.ChunkedMerge;
import org.stockpot.weights.MergePart;

/**
 * The mean on the sphere in one step, as mergekit's {@code multislerp} takes it: with unit vectors
 * {@code u_i} and shares {@code c_i}, from their normalised mean m along the mean of tangents
 * {@code Σ c_i (u_i - (u_i · m) m)}, times the mean norm {@code Σ c_i ‖w_i‖}. Of task vectors if
 * there is a base, to which the result is added.
 *
 * <p>A vector of 0 has no direction and counts in the mean norm alone; directions whose mean is 0
 * have no place between them, and the mean of the vectors is taken, which the result says.
 *
 * @param scope over what norms and angles are: the whole vector or each tensor
 */
public record MultiSlerp(Scope scope) implements ChunkedMerge {

  static final MergeMethod METHOD =
      new MergeMethod(
          "multislerp",
          "the mean on a sphere in one step, times the mean norm",
          "Goddard et al., EMNLP 2024",
          "goddard2024mergekit",
          MergeMethod.Base.OPTIONAL,
          1,
          MergeMethod.ANY,
          false,
          List.of(Scope.TENSOR_FIRST),
          (values, tasks) -> new MultiSlerp(values.constant("scope", Scope.class)));

  /** What is said where directions cancel. */
  static final String NO_PLACE =
      "directions cancel, so that no place is between them: the mean is taken";

  /**
   * Checks the scope.
   *
   * @throws IllegalArgumentException if it is rows
   */
  public MultiSlerp {
    scope.requireNoRow();
  }

  @Override
  public boolean wholeVector() {
    return scope == Scope.WHOLE;
  }

  @Override
  public MergePart part(List<Double> weights, boolean hasBase) {
    METHOD.require(weights.size(), hasBase);
    Vectors.requirePositive(METHOD.name(), weights);
    return new GramPart(MultiSlerp::step, weights, hasBase, false);
  }

  private static Combination step(double[][] gram, double[] weights) {
    Sphere sphere = new Sphere(gram, weights);
    if (!sphere.hasPlace()) {
      return new Combination(Combination.shares(weights), NO_PLACE);
    }
    sphere.move(false);
    return Combination.of(sphere.factors(weights));
  }
}
