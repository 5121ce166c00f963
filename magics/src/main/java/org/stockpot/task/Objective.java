package org.stockpot.task;

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
   * @param sink receives one score per position, as they are known
   * @throws CancellationException if the calling thread was interrupted
   */
  default void along(Line line, double[] positions, ScoreSink sink) {
    for (int i = 0; i < positions.length; i++) {
      sink.accept(i, score(line.at(positions[i])));
    }
  }

  /**
   * Prepares to measure many blends of the same points. An objective with a faster way for points
   * that share what they are made of overrides this.
   *
   * @param basis the points, all of one layout
   * @return measures their blends; to be closed
   */
  default Blends blends(List<Point> basis) {
    return weights -> score(Blends.mean(basis, weights));
  }

  /**
   * Measures the ensemble of points: the score of their mean prediction, which is the mean of class
   * probabilities, or of predicted numbers.
   *
   * @param points at least one point, taken one at a time
   * @return the ensemble's score
   * @throws UnsupportedOperationException if this objective knows no predictions
   * @throws CancellationException if the calling thread was interrupted
   */
  default Score ensemble(Iterable<Point> points) {
    throw new UnsupportedOperationException("this objective knows no predictions");
  }

  /**
   * Measures a point example by example, for the error that a test set leaves in a comparison.
   *
   * @param point a point of the task's layout; not modified
   * @return its errors in the order of the data, whose mean is the error of {@link #score}; {@link
   *     PerExample#NONE} if this objective knows no single examples
   * @throws CancellationException if the calling thread was interrupted
   */
  default PerExample errors(Point point) {
    return PerExample.NONE;
  }

  /**
   * Measures the ensemble of points example by example, as {@link #errors} measures a point.
   *
   * @param points at least one point, taken one at a time
   * @return the errors of their mean prediction, whose mean is the error of {@link #ensemble};
   *     {@link PerExample#NONE} if this objective knows no single examples
   * @throws CancellationException if the calling thread was interrupted
   */
  default PerExample ensembleErrors(Iterable<Point> points) {
    return PerExample.NONE;
  }

  /**
   * Returns how many examples a point is measured on, by which the time of measuring is guessed.
   *
   * @return the count, or 0 if this objective cannot tell
   */
  default long examples() {
    return 0;
  }
}
