package org.stockpot.testing;

import java.util.function.Function;
import org.stockpot.task.Objective;
import org.stockpot.task.PerExample;
import org.stockpot.task.Score;
import org.stockpot.weights.Centroid;
import org.stockpot.weights.Point;

/**
 * An objective whose ensemble is its mean point.
 *
 * @param scores a point's score
 * @param errors a point's errors by example
 */
record Measured(Function<Point, Score> scores, Function<Point, PerExample> errors)
    implements Objective {

  /** Knows no single examples. */
  Measured(Function<Point, Score> scores) {
    this(scores, point -> PerExample.NONE);
  }

  @Override
  public Score score(Point point) {
    return scores.apply(point);
  }

  @Override
  public Score ensemble(Iterable<Point> points) {
    return score(Centroid.of(points));
  }

  @Override
  public PerExample errors(Point point) {
    return errors.apply(point);
  }

  @Override
  public PerExample ensembleErrors(Iterable<Point> points) {
    return errors(Centroid.of(points));
  }
}
