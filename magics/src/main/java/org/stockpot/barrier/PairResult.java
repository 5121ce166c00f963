package org.stockpot.barrier;

import java.util.List;
import org.stockpot.task.Baseline;
import org.stockpot.task.Pair;
import org.stockpot.task.replicates.Paired;
import org.stockpot.task.replicates.Sample;
import org.stockpot.weights.Line;

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

  /**
   * Returns the height of the barrier of the test error, as a sample of its replicate.
   *
   * @param replicate which replicate
   * @param baseline what it is compared with
   * @return the height under the first treatment of statistics, by the networks at both ends
   */
  public Sample sample(long replicate, Baseline baseline) {
    Line line = pair.line();
    double height = path().height(Quantity.TEST_ERROR, baseline);
    return new Sample(replicate, line.from().digest(), line.to().digest(), height, path().excess());
  }

  /** Returns the same as a difference inside its replicate. */
  Paired.Difference difference(long replicate, Baseline baseline) {
    double height = path().height(Quantity.TEST_ERROR, baseline);
    return new Paired.Difference(replicate, height, path().excess());
  }

  /** Returns the pair and its length. */
  @Override
  public String toString() {
    return pair.name() + ", length " + length;
  }
}
