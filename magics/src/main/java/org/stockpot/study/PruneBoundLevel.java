package org.stockpot.study;

import java.util.List;
import org.stockpot.task.replicates.Estimate;

/**
 * What is left of a network when some of its weights are removed.
 *
 * @param fraction which share of the weights was to be removed
 * @param removed how many were
 * @param length the length R of the vector of removed weights, over orders
 * @param bound the largest share that the bound allows at that length, over orders
 * @param projected the loss of the bare projection, one for each order
 * @param trained the loss after training inside of the mask, one for each order that did not
 *     diverge
 * @param survived how many of those are at most {@code L + ε}
 * @param orders how many orders there are
 */
public record PruneBoundLevel(
    double fraction,
    int removed,
    Estimate length,
    Estimate bound,
    List<Double> projected,
    List<Double> trained,
    int survived,
    int orders) {

  /** Copies the lists. */
  public PruneBoundLevel {
    projected = List.copyOf(projected);
    trained = List.copyOf(trained);
  }

  /**
   * Returns whether the bound allows the removal.
   *
   * @return whether the removed share is at most the mean of {@link #bound}
   */
  public boolean allowed() {
    return fraction <= bound.mean();
  }

  /**
   * Returns whether it survives in every order.
   *
   * @return true if it does
   */
  public boolean survives() {
    return survived == orders;
  }
}
