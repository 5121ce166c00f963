package org.stockpot.merge.data;

import java.util.List;
import java.util.Optional;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * Points {@code w = o + sum_m k_mg (w_m - o)}, where the origin o is a base or 0, and k_mg is the
 * coefficient of member m in group g: of all coordinates, or of one slot's. Statistics are the
 * members' mean, whatever the coefficients, so that gradients at frozen statistics are exact.
 */
final class Mixture {

  private final MergeInputs inputs;
  private final Optional<Point> origin;
  private final List<Slot> slots;
  private final boolean bySlot;
  private final Optional<Point> statistics;
  private final Optional<Mask> kept;

  Mixture(MergeInputs inputs, Optional<Point> origin, By by) {
    this.inputs = inputs;
    this.origin = origin;
    bySlot = by == By.SLOT;
    slots = inputs.layout().slots().stream().filter(slot -> slot.role().isCoordinate()).toList();
    boolean more = inputs.layout().size() > inputs.layout().coordinates();
    statistics = more ? Optional.of(inputs.mean()) : Optional.empty();
    kept = inputs.masks().stream().reduce(Mask::or);
  }

  int members() {
    return inputs.members().size();
  }

  /** Returns what groups are called. */
  List<String> groups() {
    return bySlot ? slots.stream().map(Slot::name).toList() : List.of("all");
  }

  /** Returns the point of some coefficients, one row for each group and one number a member. */
  Point at(double[][] coefficients) {
    Point point =
        Point.build(
            inputs.layout(),
            values -> {
              for (int s = 0; s < slots.size(); s++) {
                fill(slots.get(s), coefficients[bySlot ? s : 0], values);
              }
            });
    Point whole = statistics.map(point::withStatisticsOf).orElse(point);
    return kept.map(whole::masked).orElse(whole);
  }

  private void fill(Slot slot, double[] coefficients, float[] values) {
    double[] sum = new double[slot.size()];
    double rest = 1;
    for (int m = 0; m < coefficients.length; m++) {
      Point member = inputs.members().get(m);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += coefficients[m] * member.at(slot.offset() + i);
      }
      rest -= coefficients[m];
    }
    for (int i = 0; i < sum.length; i++) {
      int place = slot.offset() + i;
      double from = origin.isPresent() ? rest * origin.get().at(place) : 0;
      values[place] = (float) (from + sum[i]);
    }
  }

  /** Returns the derivative by each coefficient, {@code <∇_g, w_m - o>}, from the point's. */
  double[][] slopes(Point gradient) {
    Point inside = kept.map(gradient::masked).orElse(gradient);
    double[][] slopes = new double[groups().size()][members()];
    for (int s = 0; s < slots.size(); s++) {
      for (int m = 0; m < members(); m++) {
        slopes[bySlot ? s : 0][m] += slope(slots.get(s), m, inside);
      }
    }
    return slopes;
  }

  private double slope(Slot slot, int member, Point gradient) {
    Point point = inputs.members().get(member);
    double sum = 0;
    for (int i = slot.offset(); i < slot.end(); i++) {
      double from = origin.isPresent() ? origin.get().at(i) : 0;
      sum += gradient.at(i) * (point.at(i) - from);
    }
    return sum;
  }
}
