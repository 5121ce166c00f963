package org.stockpot.merge.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.Mixture;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * A mixture with one coefficient for each member and group: of all slots, or of one. Statistics are
 * the members' mean, whatever the coefficients, so that gradients at frozen statistics are exact.
 *
 * @param mixture what is mixed
 * @param bySlot whether each slot is a group
 */
record GroupedMixture(Mixture mixture, boolean bySlot) {

  static GroupedMixture of(MergeInputs inputs, Point origin, By by) {
    boolean more = inputs.layout().size() > inputs.layout().coordinates();
    Optional<Mask> kept = inputs.masks().stream().reduce(Mask::or);
    Point whole = more ? origin.withStatisticsOf(inputs.mean()) : origin;
    return new GroupedMixture(new Mixture(whole, inputs.members(), kept), by == By.SLOT);
  }

  /** Returns what groups are called. */
  List<String> groups() {
    return bySlot ? mixture.slots().stream().map(Slot::name).toList() : List.of("all");
  }

  /** Returns the point of some coefficients, one row for each group and one number a member. */
  Point at(double[][] coefficients) {
    return mixture.at(ofSlots(coefficients));
  }

  /** Returns coefficients slot by slot. */
  double[][] ofSlots(double[][] coefficients) {
    return IntStream.range(0, mixture.slots().size())
        .mapToObj(s -> coefficients[bySlot ? s : 0])
        .toArray(double[][]::new);
  }

  /** Returns the derivatives by the coefficients of groups, from those of slots. */
  double[][] ofGroups(double[][] slopes) {
    if (bySlot) {
      return slopes;
    }
    double[] sums = new double[mixture.members()];
    for (double[] slot : slopes) {
      for (int m = 0; m < sums.length; m++) {
        sums[m] += slot[m];
      }
    }
    return new double[][] {sums};
  }
}
