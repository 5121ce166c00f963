package org.stockpot.merge.trajectory;

import java.util.SortedMap;
import org.stockpot.task.Statistics;

/** Which points of a training are averaged, and how much each counts. */
public interface Averaging {

  /**
   * Returns the weights of points.
   *
   * @param from the training's first position
   * @param to its last
   * @param perEpoch steps in one epoch
   * @return weights above 0 by position; they need not sum to 1
   * @throws IllegalArgumentException if no position of the training is chosen
   */
  SortedMap<Long, Double> weights(long from, long to, long perEpoch);

  /**
   * Returns what becomes of running statistics.
   *
   * @return {@code CARRY} if they are averaged by the same weights, else how they are re-estimated
   */
  Statistics statistics();

  /**
   * Returns what users call it.
   *
   * @return such as {@code swa}
   */
  String label();

  /**
   * Returns the paper.
   *
   * @return its key among the references of reports
   */
  String paper();
}
