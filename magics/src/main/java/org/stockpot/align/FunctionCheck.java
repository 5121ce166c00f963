package org.stockpot.align;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stockpot.task.Part;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.Representations;
import org.stockpot.task.analysis.Subset;
import org.stockpot.weights.Point;
import org.stockpot.weights.UnitGroups;

/** Holds permuted networks against what they were: they must compute the same. */
public final class FunctionCheck {

  /** How far a permutation may change outputs, as a share of the largest: sums in another order. */
  public static final double CLOSE = 1e-5;

  private static final int EXAMPLES = 64;

  private FunctionCheck() {}

  /**
   * Returns how far what two networks compute differs: the largest difference of outputs over 64
   * training examples, divided by the largest output; of a task that tells no outputs, the
   * difference of the validation losses, divided by the larger of the loss and 1.
   *
   * @param task what they are networks of
   * @param one a network
   * @param other another
   * @return at least 0
   */
  public static double difference(Task task, Point one, Point other) {
    Optional<Representations> outputs =
        task.representations(Subset.of(Part.TRAINING, EXAMPLES)).value();
    if (outputs.isEmpty()) {
      double loss = task.validation().score(one).loss();
      return Math.abs(loss - task.validation().score(other).loss()) / Math.max(1, Math.abs(loss));
    }
    List<float[]> first = rows(outputs.get(), one);
    List<float[]> second = rows(outputs.get(), other);
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

  /** Returns whether outputs are compared, and not losses. */
  static boolean comparesOutputs(Task task) {
    return task.representations(Subset.of(Part.TRAINING, EXAMPLES)).value().isPresent();
  }

  private static List<float[]> rows(Representations outputs, Point point) {
    List<float[]> rows = new ArrayList<>();
    outputs.read(point, Representations.OUTPUTS, (i, row) -> rows.add(row));
    return rows;
  }

  /**
   * Requires that a random permutation of all groups leaves what a network computes as it is.
   *
   * @param task what it is a network of
   * @param groups which units are said to move together
   * @param point the network
   * @throws IllegalArgumentException if it does not, with the first group that alone changes it
   */
  public static void require(Task task, UnitGroups groups, Point point) {
    List<int[]> drawn = groups.random(1);
    if (difference(task, point, groups.permute(point, drawn)) <= CLOSE) {
      return;
    }
    for (int g = 0; g < drawn.size(); g++) {
      List<int[]> alone = new ArrayList<>(groups.identity());
      alone.set(g, drawn.get(g));
      double difference = difference(task, point, groups.permute(point, alone));
      if (!(difference <= CLOSE)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "units of group %s must be free to change places, got a permutation that changes"
                    + " what the network computes by %.1e of the largest output, or loss",
                groups.groups().get(g).name(),
                difference));
      }
    }
    throw new IllegalArgumentException(
        "units of all groups must be free to change places at once, got a permutation that changes outputs");
  }
}
