package org.stockpot.soup;

import java.util.List;
import org.stockpot.task.Result;
import org.stockpot.weights.Point;

/**
 * An average with given weights, beside what it is made of.
 *
 * @param task the task's name
 * @param options the treatment of statistics and the shifted test sets
 * @param weights one per ingredient, as given
 * @param soup the average
 * @param rows scores of the average, then of each ingredient
 * @param origin what it was made from, and its mask
 */
public record WeightedResult(
    String task,
    SoupOptions options,
    List<Double> weights,
    Point soup,
    List<SoupRow> rows,
    SoupOrigin origin)
    implements Result {

  /** Copies the lists. */
  public WeightedResult {
    weights = List.copyOf(weights);
    rows = List.copyOf(rows);
  }

  /** Returns task and weights in a phrase. */
  @Override
  public String toString() {
    return "weighted soup of " + task + ", weights " + weights;
  }
}
