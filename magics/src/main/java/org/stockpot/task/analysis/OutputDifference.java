package org.stockpot.task.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.task.Part;
import org.stockpot.task.Task;
import org.stockpot.weights.Point;

/** How far what two networks compute differs. */
public final class OutputDifference {

  /** How far outputs that are the same may differ, as a share: sums in another order. */
  public static final double CLOSE = 1e-5;

  private static final int EXAMPLES = 64;

  private OutputDifference() {}

  /**
   * Returns the largest difference of outputs over 64 training examples, divided by the largest
   * output; of a task that tells no outputs, the difference of the validation losses, divided by
   * the larger of the loss and 1.
   *
   * @param task what the one is a network of
   * @param one a network
   * @param others what the other is a network of, with the same examples
   * @param other another network
   * @return at least 0
   */
  public static double of(Task task, Point one, Task others, Point other) {
    Optional<Representations> outputs = outputs(task);
    if (outputs.isEmpty()) {
      double loss = task.validation().score(one).loss();
      return Math.abs(loss - others.validation().score(other).loss()) / Math.max(1, Math.abs(loss));
    }
    List<float[]> first = rows(outputs.get(), one);
    List<float[]> second = rows(outputs(others).orElseThrow(), other);
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < first.size(); i++) {
      for (int k = 0; k < first.get(i).length; k++) {
        largest = Math.max(largest, Math.abs(first.get(i)[k]));
        difference = Math.max(difference, Math.abs((double) first.get(i)[k] - second.get(i)[k]));
      }
    }
    return difference == 0 ? 0 : difference / largest;
  }

  private static Optional<Representations> outputs(Task task) {
    return task.representations(Subset.of(Part.TRAINING, EXAMPLES)).value();
  }

  private static List<float[]> rows(Representations outputs, Point point) {
    List<float[]> rows = new ArrayList<>();
    outputs.read(point, Representations.OUTPUTS, (i, row) -> rows.add(row));
    return rows;
  }
}
