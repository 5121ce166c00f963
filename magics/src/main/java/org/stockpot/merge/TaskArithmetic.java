package org.stockpot.merge;

import java.util.List;
import org.stockpot.weights.Merge;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.Point;

/**
 * Task arithmetic, {@code w_0 + λ sum_i c_i (w_i - w_0)} with base w_0. Weights are not divided by
 * their sum, so that members of weight 1 add up.
 *
 * <p>See Ilharco et al., "Editing Models with Task Arithmetic", ICLR 2023, §2; λ is 0.4 in its
 * addition of eight tasks. A negative weight forgets a task.
 *
 * @param lambda λ, how far to go; finite
 */
public record TaskArithmetic(double lambda) implements Merge {

  static final MergeMethod METHOD =
      new MergeMethod(
          "task-arithmetic",
          "Ilharco et al., ICLR 2023",
          true,
          1,
          List.of(new MergeMethod.Option("lambda", 0.4, "how far to go along the sum")),
          o -> new TaskArithmetic(o.get("lambda")));

  /**
   * Checks λ.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public TaskArithmetic {
    if (!Double.isFinite(lambda)) {
      throw new IllegalArgumentException("lambda must be finite, got " + lambda);
    }
  }

  @Override
  public Point of(MergeInputs inputs) {
    Parts.requireBase(inputs, METHOD.name());
    return Parts.merge(
        inputs,
        Scope.WHOLE,
        (base, members) -> {
          double[] merged = base.clone();
          for (int m = 0; m < members.length; m++) {
            double factor = lambda * inputs.weights().get(m);
            for (int i = 0; i < merged.length; i++) {
              merged[i] += factor * (members[m][i] - base[i]);
            }
          }
          return merged;
        });
  }
}
