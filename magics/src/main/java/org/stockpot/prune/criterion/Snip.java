package org.stockpot.prune.criterion;

import org.stockpot.prune.NetworkSaliency;
import org.stockpot.prune.ScoredNetwork;
import org.stockpot.weights.Point;

/**
 * Connection sensitivity {@code |g ⊙ θ|}, g the gradient of the mean loss: how fast the loss
 * changes as a weight is faded out.
 *
 * <p>See Lee, Ajanthan, Torr, "SNIP: Single-shot network pruning based on connection sensitivity",
 * ICLR 2019, §4.1. Differs: scores are not divided by their sum, which changes no order. Asked
 * again and again on the way to a density it is the iterative SNIP of de Jorge et al., ICLR 2021.
 */
public record Snip() implements NetworkSaliency {

  @Override
  public float[] scores(ScoredNetwork network) {
    Point at = network.point();
    Point gradient = network.derivatives(toString()).gradient(at);
    return Scores.of(this, at.layout(), i -> Math.abs((double) gradient.at(i) * at.at(i)));
  }

  @Override
  public void require(ScoredNetwork network) {
    network.derivatives(toString());
  }

  /** Returns {@code snip}. */
  @Override
  public String toString() {
    return "snip";
  }
}
