package org.stockpot.task;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.stockpot.task.sparse.MaskHistory;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

/**
 * The whole state of a job between two steps: training on from here ends bit for bit where training
 * without a stop ends.
 *
 * <p>The order of examples and all other randomness follow from the job's seed and the step, so
 * that the step alone is the sampler's position.
 *
 * @param step the position in the schedule; steps before it are done
 * @param weights the weights, with statistics
 * @param moments the optimizer's moments in its own order, as points of the same layout; behind
 *     them, where weights are averaged, their sum in two parts
 * @param lossSum the sum of the losses since the last entry of the history
 * @param lossSteps how many those are
 * @param history the entries so far
 * @param captured the points kept so far, by position
 * @param masks how the mask moved so far; empty if it does not
 * @param outputs what past epochs made of the training examples, of a layout of its own; empty if
 *     that is not kept
 */
public record Snapshot(
    long step,
    Point weights,
    List<Point> moments,
    double lossSum,
    long lossSteps,
    List<Training.Moment> history,
    SortedMap<Long, Point> captured,
    Optional<MaskHistory> masks,
    Optional<Point> outputs) {

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

  /**
   * Returns this state with other moments.
   *
   * @param others points of the same layout
   * @return the changed state
   */
  public Snapshot withMoments(List<Point> others) {
    return new Snapshot(
        step, weights, others, lossSum, lossSteps, history, captured, masks, outputs);
  }

  /**
   * Returns the layout of outputs that are kept.
   *
   * @param size how many numbers they are
   * @return one slot, which nothing trains
   */
  public static Layout outputs(int size) {
    return Layout.builder().add("outputs", Role.FROZEN, size).build();
  }
}
