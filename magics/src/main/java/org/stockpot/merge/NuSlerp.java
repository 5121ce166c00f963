package org.stockpot.merge;

import java.util.List;
import org.stockpot.weights.ChunkedMerge;
import org.stockpot.weights.MergePart;

/**
 * Spherical interpolation as mergekit's {@code nuslerp} does it: that of {@link Slerp}, of the two
 * task vectors {@code w_i - w_0} if there is a base w_0, to which the result is added, and of the
 * weights themselves if there is none; t is {@code c_2 / (c_1 + c_2)}. Vectors that are parallel or
 * opposite to 1e-15 are interpolated linearly, and so are those of which one is 0.
 *
 * <p>Where mergekit takes rows along the last axis of a convolution, here a row is a unit's.
 *
 * @param scope over what angles are measured
 */
public record NuSlerp(Scope scope) implements ChunkedMerge {

  static final MergeMethod METHOD =
      new MergeMethod(
          "nuslerp",
          "along the arc between two task vectors, or between weights without a base",
          "Goddard et al., EMNLP 2024",
          "goddard2024mergekit",
          MergeMethod.Base.OPTIONAL,
          2,
          2,
          false,
          List.of(Scope.TENSOR_OR_ROW),
          (values, tasks) -> new NuSlerp(values.constant("scope", Scope.class)));

  private static final double PARALLEL = 1 - 1e-15;

  @Override
  public boolean wholeVector() {
    return scope == Scope.WHOLE;
  }

  @Override
  public boolean wholeRows() {
    return scope == Scope.ROW;
  }

  @Override
  public MergePart part(List<Double> weights, boolean hasBase) {
    METHOD.require(weights.size(), hasBase);
    return new GramPart(
        (gram, c) -> Slerp.arc(gram, c, PARALLEL), weights, hasBase, scope == Scope.ROW);
  }
}
