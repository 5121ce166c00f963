package org.stockpot.prune.criterion;

import org.stockpot.prune.NetworkSaliency;
import org.stockpot.prune.ScoredNetwork;
import org.stockpot.weights.Point;

/**
 * {@code ½ θ² ⊙ F}, F the diagonal of the empirical Fisher matrix: the mean of squared gradients of
 * single examples at their given labels, which takes the place of the Hessian's diagonal in {@link
 * Obd}.
 *
 * <p>See Theis et al., "Faster gaze prediction with dense networks and Fisher pruning", 2018, §2.1.
 */
public record Fisher() implements NetworkSaliency {

  @Override
  public float[] scores(ScoredNetwork network) {
    Point at = network.point();
    Point diagonal = network.derivatives(toString()).empiricalFisherDiagonal(at);
    return Scores.of(this, at.layout(), i -> (double) at.at(i) * at.at(i) * diagonal.at(i) / 2);
  }

  @Override
  public void require(ScoredNetwork network) {
    network.derivatives(toString());
  }

  /** Returns {@code fisher}. */
  @Override
  public String toString() {
    return "fisher";
  }
}
