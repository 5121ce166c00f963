package org.stockpot.soup;

import java.util.List;
import org.stockpot.task.Result;
import org.stockpot.task.Statistics;
import org.stockpot.task.TestSet;
import org.stockpot.weights.Point;

/**
 * Networks on the line from a pre-trained point to a fine-tuned one.
 *
 * @param task the task's name
 * @param statistics what became of running statistics
 * @param positions where; 0 is the pre-trained point, 1 the fine-tuned one
 * @param shift the shifted test sets
 * @param rows scores at each position
 * @param best the position of the best validation score; of equals that of the lowest loss, then
 *     the first
 * @param point the point there
 * @param origin what it was made from, and its mask
 */
public record InterpolationResult(
    String task,
    Statistics statistics,
    List<Double> positions,
    List<TestSet> shift,
    List<SoupRow> rows,
    double best,
    Point point,
    SoupOrigin origin)
    implements Result {

  /** Copies the lists. */
  public InterpolationResult {
    positions = List.copyOf(positions);
    shift = List.copyOf(shift);
    rows = List.copyOf(rows);
  }

  /**
   * Returns the line of the best position.
   *
   * @return one of {@link #rows()}
   */
  public SoupRow bestRow() {
    return rows.get(positions.indexOf(best));
  }

  /**
   * Returns the line of the fine-tuned point.
   *
   * @return the last of {@link #rows()}
   */
  public SoupRow end() {
    return rows.get(rows.size() - 1);
  }

  /** Returns task and best position in a phrase. */
  @Override
  public String toString() {
    return "line between two networks of " + task + ", best at " + best;
  }
}
