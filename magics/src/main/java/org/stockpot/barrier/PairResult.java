package org.stockpot.barrier;

import java.util.List;
import org.stockpot.task.Pair;

/**
 * What lies between one pair.
 *
 * @param pair the pair
 * @param length the distance between its ends
 * @param curves one for each treatment of statistics
 */
public record PairResult(Pair pair, double length, List<Curve> curves) {

  /** Copies the curves. */
  public PairResult {
    curves = List.copyOf(curves);
  }

  /**
   * Returns the curve of the first treatment of statistics.
   *
   * @return the curve
   */
  public Curve curve() {
    return curves.get(0);
  }

  /** Returns the pair and its length. */
  @Override
  public String toString() {
    return pair.name() + ", length " + length;
  }
}
