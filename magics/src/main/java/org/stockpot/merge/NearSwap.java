package org.stockpot.merge;

import java.util.List;
import org.stockpot.weights.ChunkedMerge;
import org.stockpot.weights.MergeChunk;
import org.stockpot.weights.MergePart;

/**
 * Near swap, as mergekit's {@code nearswap} does it: each entry of the base goes towards the one
 * member by at most t, {@code w_0 + τ min(1, t / |τ|)} with {@code τ = w - w_0}, so that entries
 * that are near are the member's.
 *
 * @param t how far an entry goes at most, above 0 and finite, in the weights' own unit
 */
public record NearSwap(double t) implements ChunkedMerge {

  static final MergeMethod METHOD =
      new MergeMethod(
          "nearswap",
          "each entry from the base towards the member by at most t",
          "Goddard et al., EMNLP 2024",
          "goddard2024mergekit",
          MergeMethod.Base.REQUIRED,
          1,
          1,
          false,
          List.of(
              MergeOption.number(
                  "t", "0.01", "above 0", "how far an entry goes at most (weights)")),
          (values, tasks) -> new NearSwap(values.number("t")));

  /**
   * Checks t.
   *
   * @throws IllegalArgumentException if it is not above 0 and finite
   */
  public NearSwap {
    if (!(t > 0 && t < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("t must be above 0 and finite, got " + t);
    }
  }

  @Override
  public MergePart part(List<Double> weights, boolean hasBase) {
    METHOD.require(weights.size(), hasBase);
    return this::merge;
  }

  private void merge(MergeChunk chunk, float[] merged) {
    double[] tau = Vectors.ofMember(chunk, 0, true);
    for (int i = 0; i < tau.length; i++) {
      tau[i] = Math.max(-t, Math.min(t, tau[i]));
    }
    Vectors.write(chunk, tau, true, merged);
  }
}
