package org.stockpot.djl.units;

import java.util.Random;
import java.util.function.Function;
import org.stockpot.task.Availability;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;
import org.stockpot.weights.UnitGroups;

/** Holds derived units against the network: a random permutation must not change its outputs. */
public final class PermutationCheck {

  /** How far outputs may differ, as a share of the largest: sums in another order. */
  private static final double CLOSE = 1e-3;

  private PermutationCheck() {}

  /**
   * Checks units at a point whose scales, biases and statistics are drawn anew, as equal ones would
   * hide a mistake.
   *
   * @param groups what was derived
   * @param start a point, such as initial weights
   * @param outputs gives the network's outputs for some examples
   * @return the groups, or that they are wrong
   */
  public static Availability<UnitGroups> of(
      UnitGroups groups, Point start, Function<Point, float[]> outputs) {
    Point point = Point.build(start.layout(), values -> fill(start, values));
    float[] before = outputs.apply(point);
    float[] after = outputs.apply(groups.permute(point, groups.random(1)));
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < before.length; i++) {
      largest = Math.max(largest, Math.abs(before[i]));
      difference = Math.max(difference, Math.abs(before[i] - after[i]));
    }
    return difference <= CLOSE * largest
        ? Availability.of(groups)
        : Availability.none(
            "which units move together is not known: a permutation changes the outputs");
  }

  private static void fill(Point start, float[] values) {
    Random random = new Random(2);
    start.values().get(values);
    for (Slot slot : start.layout().slots()) {
      for (int i = slot.offset(); slot.shape().size() == 1 && i < slot.end(); i++) {
        values[i] = 0.5f + random.nextFloat();
      }
    }
  }
}
