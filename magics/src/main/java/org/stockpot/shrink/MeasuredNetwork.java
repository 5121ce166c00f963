package org.stockpot.shrink;

import java.util.List;
import org.stockpot.task.PerExample;
import org.stockpot.task.Score;
import org.stockpot.task.Task;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Paired;
import org.stockpot.weights.Point;

/**
 * A network with what it costs and scores.
 *
 * @param name what it is called
 * @param cost its size and its times
 * @param validation its score on validation examples
 * @param test its score on test examples
 * @param errors its errors on them by example; {@link PerExample#NONE} if they are not known
 */
public record MeasuredNetwork(
    String name, NetworkCost cost, Score validation, Score test, PerExample errors) {

  static MeasuredNetwork of(String name, Task task, Point point, int passExamples) {
    return new MeasuredNetwork(
        name,
        NetworkCost.of(task.resizing().orThrow(), point, passExamples),
        task.validation().score(point),
        task.test().score(point),
        task.test().errors(point));
  }

  /**
   * Returns how far the metric lies above that of another network, paired by test example.
   *
   * @param other a network of the same examples
   * @return the difference, with the error that the test set leaves
   */
  public Interval minus(MeasuredNetwork other) {
    return Paired.of(
        List.of(Paired.Difference.of(0, other.test.error(), test.error(), other.errors, errors)));
  }
}
