package org.stockpot.merge;

import java.util.List;
import org.stockpot.weights.ChunkedMerge;
import org.stockpot.weights.MergePart;

/**
 * The family of merges of task vectors {@code τ_i = w_i - w_0} with base w_0, one formula with four
 * knobs:
 *
 * <pre>{@code w_0 + λ Σ_i c_i m_i s_i / D,   s_i = sparsify(τ_i)}</pre>
 *
 * <p>where m_i is 1, or with an election 1 where {@code c_i s_i} has the sign of {@code Σ_j c_j
 * s_j} and else 0; D is 1, or if normalised {@code Σ_i c_i m_i}. Where a normalised election leaves
 * D at 0, D is 1. The sum runs in double.
 *
 * <p>{@link TaskVectors} lists the methods that are settings of it, each with its paper. Running
 * statistics are the members' weighted mean; what the masks of all members prune is +0.0.
 *
 * @param sparsity which entries of a task vector stay
 * @param election whether signs are elected
 * @param normalised whether the sum is divided by the weights in it
 * @param lambda λ, how far to go; finite
 * @param scope over what entries are ranked: the whole vector or each tensor
 */
public record TaskVectorMerge(
    Sparsity sparsity, Election election, boolean normalised, double lambda, Scope scope)
    implements ChunkedMerge {

  /**
   * Checks λ and scope.
   *
   * @throws IllegalArgumentException if λ is not finite, or the scope is rows
   */
  public TaskVectorMerge {
    scope.requireNoRow();
    requireFinite(lambda);
  }

  static void requireFinite(double lambda) {
    if (!Double.isFinite(lambda)) {
      throw new IllegalArgumentException("lambda must be finite, got " + lambda);
    }
  }

  @Override
  public boolean wholeVector() {
    return scope == Scope.WHOLE;
  }

  @Override
  public boolean wholeRows() {
    return sparsity instanceof Sparsity.DrawnByRank;
  }

  @Override
  public MergePart part(List<Double> weights, boolean hasBase) {
    if (!hasBase) {
      throw new IllegalArgumentException(
          "a merge of task vectors must have a base, what all members were trained from; got none");
    }
    if (normalised && election == Election.NONE) {
      Vectors.total(weights);
    }
    return new TaskVectorPart(sparsity, election, normalised, lambda, weights);
  }
}
