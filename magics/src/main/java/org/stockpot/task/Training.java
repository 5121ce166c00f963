package org.stockpot.task;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.stockpot.task.sparse.MaskHistory;
import org.stockpot.weights.Point;

/**
 * What a job made. Where its recipe averages weights ({@link Job#endsInAverage}) the end is their
 * mean, and so is what the last entry of the history says of validation; points captured on the way
 * are weights as they were trained, that at the last position among them. Two are equal if the same
 * came out, whether one was made again or not.
 *
 * @param end the last point, or the mean of the last ones
 * @param captured the points asked for on the way, by position
 * @param history one entry at the end of each epoch and of the training
 * @param masks how its mask moved; empty if it did not
 * @param reused the seconds that it took when it was made, if it was made before
 */
public record Training(
    Point end,
    SortedMap<Long, Point> captured,
    List<Moment> history,
    Optional<MaskHistory> masks,
    OptionalDouble reused) {

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

  /**
   * Describes a training under one mask that was made now.
   *
   * @param end the last point
   * @param captured the points asked for on the way, by position
   * @param history one entry at the end of each epoch and of the training
   */
  public Training(Point end, SortedMap<Long, Point> captured, List<Moment> history) {
    this(end, captured, history, Optional.empty(), OptionalDouble.empty());
  }

  /**
   * Returns whether it was made before, and only looked up now.
   *
   * @return true if a store or a session had it
   */
  public boolean isReused() {
    return reused.isPresent();
  }

  /**
   * Returns how long the training took: what it took when it was made, if it is reused.
   *
   * @param now the seconds that it took now
   * @return seconds
   */
  public double seconds(double now) {
    return reused.orElse(now);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Training training
        && end.equals(training.end)
        && captured.equals(training.captured)
        && history.equals(training.history)
        && masks.equals(training.masks);
  }

  @Override
  public int hashCode() {
    return Objects.hash(end, captured, history, masks);
  }

  /** Returns how far it went. */
  @Override
  public String toString() {
    return "training, " + history.size() + " moments, " + captured.size() + " points on the way";
  }
}
