package org.stockpot.barrier;

import java.util.List;
import org.stockpot.task.Baseline;
import org.stockpot.task.PerExample;
import org.stockpot.task.Profile;
import org.stockpot.task.Score;
import org.stockpot.task.Statistics;

/**
 * Scores along one line.
 *
 * @param statistics what became of running statistics between the ends
 * @param positions where, from 0 to 1
 * @param test scores on the test examples at these positions
 * @param training scores on the training examples; empty if they were not measured
 * @param excess how far the test error lies above the baseline where that is highest, example by
 *     example; none if single examples are not known
 */
public record PathScores(
    Statistics statistics,
    List<Double> positions,
    List<Score> test,
    List<Score> training,
    PerExample excess) {

  /** Copies the lists. */
  public PathScores {
    positions = List.copyOf(positions);
    test = List.copyOf(test);
    training = List.copyOf(training);
  }

  /**
   * Returns one quantity at all positions.
   *
   * @param quantity what
   * @return one number per position, or none if it was not measured
   */
  public double[] values(Quantity quantity) {
    return scores(quantity).stream().mapToDouble(quantity::of).toArray();
  }

  /**
   * Returns the height of the barrier: the largest excess over the baseline.
   *
   * @param quantity error or loss
   * @param baseline what it is compared with
   * @return the height; NaN if the quantity was not measured
   */
  public double height(Quantity quantity, Baseline baseline) {
    List<Score> scores = scores(quantity);
    return scores.isEmpty()
        ? Double.NaN
        : new Profile(positions, scores).height(quantity::of, baseline);
  }

  /**
   * Returns where the barrier is highest.
   *
   * @param quantity error or loss
   * @param baseline what it is compared with
   * @return a position, the first of equals; NaN if the quantity was not measured
   */
  public double peak(Quantity quantity, Baseline baseline) {
    List<Score> scores = scores(quantity);
    return scores.isEmpty()
        ? Double.NaN
        : new Profile(positions, scores).peak(quantity::of, baseline);
  }

  /**
   * Returns whether a position between the ends is worse than both of them.
   *
   * @param quantity error or loss
   * @return true if there is a ridge; false if the highest value is that of an end, or the quantity
   *     was not measured
   */
  public boolean hasRidge(Quantity quantity) {
    List<Score> scores = scores(quantity);
    return !scores.isEmpty() && new Profile(positions, scores).hasRidge(quantity::of);
  }

  private List<Score> scores(Quantity quantity) {
    return quantity.isTest() ? test : training;
  }

  /** Returns how many positions it has. */
  @Override
  public String toString() {
    return "path of " + positions.size() + " positions, statistics " + statistics;
  }
}
