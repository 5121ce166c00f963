package org.stockpot.task;

import java.util.List;
import java.util.SortedMap;
import org.stockpot.weights.Point;

/**
 * What a job made.
 *
 * @param end the last point
 * @param captured the points asked for on the way, by position
 * @param history one entry at the end of each epoch and of the training
 */
public record Training(Point end, SortedMap<Long, Point> captured, List<Moment> history) {

  /**
   * How training stood at one step.
   *
   * @param step the position in the schedule
   * @param loss the mean training loss over the steps since the last entry, per example
   * @param validation the score on the validation examples
   */
  public record Moment(long step, double loss, Score validation) {}

  /** Copies the history. */
  public Training {
    history = List.copyOf(history);
  }

  /** Returns how far it went. */
  @Override
  public String toString() {
    return "training, " + history.size() + " moments, " + captured.size() + " points on the way";
  }
}
