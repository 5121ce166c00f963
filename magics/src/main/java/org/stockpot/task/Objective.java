package org.stockpot.task;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;

/**
 * How good points are on one set of examples. All that barriers, soups and landscapes need to know
 * of a model.
 */
@FunctionalInterface
public interface Objective {

  /**
   * Measures one point.
   *
   * @param point a point of the task's layout; not modified
   * @return its score; the same point gets the same score, bit for bit
   * @throws CancellationException if the calling thread was interrupted
   */
  Score score(Point point);

  /**
   * Measures points of a line. An objective with a faster way for a whole line overrides this.
   *
   * @param line the line
   * @param positions where on it, 0 at its start and 1 at its end
   * @return one score per position; at 0 and 1 the ends' own scores, bit for bit
   * @throws CancellationException if the calling thread was interrupted
   */
  default List<Score> along(Line line, double... positions) {
    return Arrays.stream(positions).mapToObj(t -> score(line.at(t))).toList();
  }
}
