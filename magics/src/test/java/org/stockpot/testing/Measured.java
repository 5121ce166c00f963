package org.stockpot.testing;

import java.util.function.Function;
import org.stockpot.task.Objective;
import org.stockpot.task.PerExample;
import org.stockpot.task.Score;
import org.stockpot.weights.Centroid;
import org.stockpot.weights.Point;

/** An objective whose ensemble is its mean point. */
record Measured(Function<Point, Score> scores, Function<Point, PerExample> examples)
    implements Objective {

  /** Knows no single examples. */
  Measured(Function<Point, Score> scores) {
    this(scores, point -> PerExample.NONE);
  }

  @Override
  public PerExample errors(Point point) {
    return examples.apply(point);
  }

  @Override
  public Score score(Point point) {
    return scores.apply(point);
  }

  @Override
  public Score ensemble(Iterable<Point> points) {
    return score(Centroid.of(points));
  }
}
