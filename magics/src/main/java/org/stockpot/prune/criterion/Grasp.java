package org.stockpot.prune.criterion;

import org.stockpot.prune.NetworkSaliency;
import org.stockpot.prune.ScoredNetwork;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.weights.Point;

/**
 * Gradient signal preservation {@code θ ⊙ Hg}, g the gradient and H the Hessian of the mean loss
 * inside the mask. What is largest is kept: removing a weight changes {@code gᵀg} by {@code -2 θ ⊙
 * Hg} to first order.
 *
 * <p>See Wang, Zhang, Grosse, "Picking Winning Tickets Before Training by Preserving Gradient
 * Flow", ICLR 2020, §4.2, whose score is {@code -θ ⊙ Hg} and removes the highest. Differs: H g is
 * exact and over the stated examples, and logits are not divided by a temperature, where published
 * code divides them by 200.
 *
 * @param magnitude whether the largest magnitudes are kept, {@code |θ ⊙ Hg|} (Frankle et al., ICLR
 *     2021, §5)
 */
public record Grasp(boolean magnitude) implements NetworkSaliency {

  @Override
  public float[] scores(ScoredNetwork network) {
    Point at = network.point();
    Derivatives loss = network.derivatives(toString());
    Point product = loss.hessianTimes(at, loss.gradient(at).masked(network.mask()));
    return Scores.of(
        this,
        at.layout(),
        i -> {
          double score = (double) at.at(i) * product.at(i);
          return magnitude ? Math.abs(score) : score;
        });
  }

  @Override
  public void require(ScoredNetwork network) {
    network.derivatives(toString());
  }

  /** Returns {@code grasp} or {@code grasp-abs}. */
  @Override
  public String toString() {
    return magnitude ? "grasp-abs" : "grasp";
  }
}
