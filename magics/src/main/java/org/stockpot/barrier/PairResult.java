package org.stockpot.barrier;

import java.util.List;
import org.stockpot.task.Pair;

/**
 * What lies between one pair.
 *
 * @param pair the pair
 * @param length the distance between its ends
 * @param paths one for each treatment of statistics
 */
public record PairResult(Pair pair, double length, List<PathScores> paths) {

  /** Copies the paths. */
  public PairResult {
    paths = List.copyOf(paths);
  }

  /**
   * Returns the path of the first treatment of statistics.
   *
   * @return the path
   */
  public PathScores path() {
    return paths.get(0);
  }

  /** Returns the pair and its length. */
  @Override
  public String toString() {
    return pair.name() + ", length " + length;
  }
}
