package org.stockpot.merge;

import java.util.List;
import org.stockpot.weights.Merge;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.Point;

/**
 * The weighted mean, {@code sum_i c_i w_i / sum_i c_i}: the uniform soup of Wortsman et al., "Model
 * soups", ICML 2022, and what every other method falls back to for statistics. The mean of equal
 * points is that point bit for bit.
 *
 * <p>What some but not all members pruned becomes non-zero. Example: {@code new
 * Linear().of(MergeInputs.of(List.of(a, b)))} is {@code new Line(a, b).at(0.5)}.
 */
public record Linear() implements Merge {

  static final MergeMethod METHOD =
      new MergeMethod(
          "linear", "Wortsman et al., ICML 2022", false, 1, List.of(), o -> new Linear());

  @Override
  public Point of(MergeInputs inputs) {
    return inputs.finish(inputs.mean());
  }
}
