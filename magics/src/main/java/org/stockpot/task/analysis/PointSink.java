package org.stockpot.task.analysis;

import org.stockpot.weights.Point;

/** Receives the points of a training in the order of their steps. */
@FunctionalInterface
public interface PointSink {

  /**
   * Receives a point; may use the task, whose training stands still meanwhile.
   *
   * @param step its position in the schedule
   * @param point the point before that step
   */
  void accept(long step, Point point);
}
