package org.stockpot.align;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.OutputDifference;
import org.stockpot.weights.Point;
import org.stockpot.weights.UnitGroups;

/** Holds permuted networks against what they were: they must compute the same. */
public final class FunctionCheck {

  private FunctionCheck() {}

  /**
   * Returns how far what two networks compute differs, as {@link OutputDifference} has it.
   *
   * @param task what they are networks of
   * @param one a network
   * @param other another
   * @return at least 0
   */
  public static double difference(Task task, Point one, Point other) {
    return OutputDifference.of(task, one, task, other);
  }

  /** Returns whether outputs are compared, and not losses. */
  static boolean comparesOutputs(Task task) {
    return OutputDifference.isKnown(task);
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
    if (difference(task, point, groups.permute(point, drawn)) <= OutputDifference.CLOSE) {
      return;
    }
    for (int g = 0; g < drawn.size(); g++) {
      List<int[]> alone = new ArrayList<>(groups.identity());
      alone.set(g, drawn.get(g));
      double difference = difference(task, point, groups.permute(point, alone));
      if (!(difference <= OutputDifference.CLOSE)) {
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
