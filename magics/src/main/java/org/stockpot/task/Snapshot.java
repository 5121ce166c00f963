package org.stockpot.task;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.stockpot.task.sparse.MaskHistory;
import org.stockpot.weights.Point;

/**
 * The whole state of a job between two steps: training on from here ends bit for bit where training
 * without a stop ends.
 *
 * <p>The order of examples and all other randomness follow from the job's seed and the step, so
 * that the step alone is the sampler's position.
 *
 * @param step the position in the schedule; steps before it are done
 * @param weights the weights, with statistics
 * @param moments the optimizer's moments in its own order, as points of the same layout
 * @param lossSum the sum of the losses since the last entry of the history
 * @param lossSteps how many those are
 * @param history the entries so far
 * @param captured the points kept so far, by position
 * @param masks how the mask moved so far; empty if it does not
 */
public record Snapshot(
    long step,
    Point weights,
    List<Point> moments,
    double lossSum,
    long lossSteps,
    List<Training.Moment> history,
    SortedMap<Long, Point> captured,
    Optional<MaskHistory> masks) {

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if a moment has another layout than the weights
   */
  public Snapshot {
    moments = List.copyOf(moments);
    history = List.copyOf(history);
    captured = Collections.unmodifiableSortedMap(new TreeMap<>(captured));
    for (Point moment : moments) {
      weights.layout().requireSame(moment.layout());
    }
  }
}
