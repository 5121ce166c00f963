package org.stockpot.merge;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.Merged;
import org.stockpot.weights.Point;
import org.stockpot.weights.TensorMerge;

/**
 * Iso-C: isotropic merging in a common subspace. Of each matrix (a convolution's is its outputs
 * against all else) the sum of task vectors {@code Σ c_i Δ_i = U S Vᵀ} gets equal singular values,
 * {@code w_0 + λ mean(S) U Vᵀ}, where the mean is over as many as the smaller side has; of all
 * other slots it is {@code w_0 + λ Σ c_i Δ_i / Σ c_i}. Directions whose singular value is below
 * 1e-6 of the largest, which in floats are rounding, stay out of the result.
 *
 * <p>See Marczak et al., "No Task Left Behind: Isotropic Model Merging with Common and
 * Task-Specific Subspaces", ICML 2025, §4.1; λ is chosen on validation there.
 *
 * @param lambda λ, how far to go; finite
 */
public record IsoC(double lambda) implements TensorMerge {

  static final MergeMethod METHOD =
      new MergeMethod(
          "iso-c",
          "the sum of task vectors, with equal singular values in each matrix",
          "Marczak et al., ICML 2025",
          "marczak2025isotropic",
          MergeMethod.Base.REQUIRED,
          1,
          MergeMethod.ANY,
          false,
          List.of(MergeOption.number("lambda", "1", "a finite number", "how far to go")),
          (values, tasks) -> new IsoC(values.number("lambda")));

  /**
   * Checks λ.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public IsoC {
    TaskVectorMerge.requireFinite(lambda);
  }

  @Override
  public Point of(MergeInputs inputs) {
    return merged(inputs).point();
  }

  @Override
  public Merged merged(MergeInputs inputs) {
    METHOD.require(inputs.members().size(), inputs.base().isPresent());
    return Matrices.merge(
        inputs,
        lambda,
        deltas -> Optional.of(isotropic(Matrices.sum(deltas, inputs.weights(), 1))));
  }

  private static double[][] isotropic(double[][] sum) {
    int side = Math.min(sum.length, sum[0].length);
    Svd svd = Svd.of(sum, side);
    double[] equal = new double[svd.s().length];
    Arrays.fill(equal, Arrays.stream(svd.s()).sum() / side);
    return Svd.product(svd.u(), equal, svd.v(), sum);
  }
}
