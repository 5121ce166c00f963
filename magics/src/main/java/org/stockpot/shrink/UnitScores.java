package org.stockpot.shrink;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.stockpot.task.Part;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;
import org.stockpot.weights.UnitGroup;
import org.stockpot.weights.UnitGroups;

/** The numbers that units are removed by. */
final class UnitScores {

  private static final int BATCH = 50;

  private final UnitGroups groups;
  private final UnitIndex index;
  private final Point at;
  private final List<BitSet> alive;

  private UnitScores(UnitGroups groups, Point at, List<BitSet> alive) {
    this.groups = groups;
    index = new UnitIndex(groups);
    this.at = at;
    this.alive = alive;
  }

  /**
   * Returns the number of each unit that is alive; NaN for others.
   *
   * @throws IllegalArgumentException if a group has nothing that the criterion asks for
   * @throws UnsupportedOperationException if it asks for gradients, and there are none
   */
  static List<double[]> of(
      UnitGroups groups, Point at, List<BitSet> alive, Task task, ShrinkOptions options) {
    UnitScores scores = new UnitScores(groups, at, alive);
    return switch (options.by()) {
      case L1 -> scores.eachMade(Role::hasFilters, w -> Arrays.stream(w).map(Math::abs).sum());
      case L2 -> scores.eachMade(Role::hasFilters, UnitScores::norm);
      case BN_SCALE -> scores.scales();
      case FPGM -> scores.distances();
      case TAYLOR -> scores.taylor(task, options);
    };
  }

  private static double norm(double... values) {
    return Math.sqrt(Arrays.stream(values).map(w -> w * w).sum());
  }

  private List<double[]> each(ToUnitNumber number) {
    List<double[]> all = new ArrayList<>();
    for (int g = 0; g < groups.groups().size(); g++) {
      double[] numbers = new double[groups.groups().get(g).units()];
      Arrays.fill(numbers, Double.NaN);
      int group = g;
      alive.get(g).stream().forEach(unit -> numbers[unit] = number.of(group, unit));
      all.add(numbers);
    }
    return all;
  }

  /** Gives the number of one unit. */
  private interface ToUnitNumber {
    double of(int group, int unit);
  }

  private List<double[]> eachMade(Predicate<Role> roles, ToDoubleFunction<double[]> number) {
    return each((group, unit) -> number.applyAsDouble(made(group, unit, roles)));
  }

  private double[] made(int group, int unit, Predicate<Role> roles) {
    return index.made(group, unit, slot -> roles.test(slot.role())).mapToDouble(at::at).toArray();
  }

  private List<double[]> scales() {
    for (UnitGroup group : groups.groups()) {
      Predicate<String> scaled = slot -> groups.layout().slot(slot).role() == Role.SCALE;
      if (group.places().stream().noneMatch(place -> scaled.test(place.slot()))) {
        throw new IllegalArgumentException(
            "by bn-scale must have batch normalisation behind each group of units, got group "
                + group.name()
                + " without: take --by l1, l2, fpgm or taylor");
      }
    }
    return eachMade(Role.SCALE::equals, w -> Arrays.stream(w).map(Math::abs).sum());
  }

  private List<double[]> distances() {
    List<double[]> all = new ArrayList<>();
    for (int g = 0; g < groups.groups().size(); g++) {
      int group = g;
      int[] units = alive.get(g).stream().toArray();
      List<double[]> rows =
          IntStream.of(units).mapToObj(unit -> made(group, unit, Role::hasFilters)).toList();
      double[] sums = new double[groups.groups().get(g).units()];
      Arrays.fill(sums, Double.NaN);
      for (int i = 0; i < units.length; i++) {
        Interrupts.check();
        double[] row = rows.get(i);
        sums[units[i]] = rows.stream().mapToDouble(other -> distance(row, other)).sum();
      }
      all.add(sums);
    }
    return all;
  }

  private static double distance(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (one[i] - other[i]) * (one[i] - other[i]);
    }
    return Math.sqrt(sum);
  }

  private List<double[]> taylor(Task task, ShrinkOptions options) {
    Derivatives all =
        task.derivatives(options.examples().of(Part.TRAINING, options.seed())).orThrow();
    int count = Math.toIntExact(all.examples());
    List<double[]> sums = each((group, unit) -> 0);
    int batches = 0;
    for (int from = 0; from < count; from += BATCH) {
      int[] batch = IntStream.range(from, Math.min(count, from + BATCH)).toArray();
      Point gradient = all.some(batch).value().orElse(all).gradient(at);
      List<double[]> slopes = each((group, unit) -> slope(group, unit, gradient));
      for (int g = 0; g < sums.size(); g++) {
        for (int u = 0; u < sums.get(g).length; u++) {
          sums.get(g)[u] += slopes.get(g)[u] * slopes.get(g)[u];
        }
      }
      batches++;
    }
    for (double[] group : sums) {
      for (int u = 0; u < group.length; u++) {
        group[u] /= batches;
      }
    }
    return sums;
  }

  private double slope(int group, int unit, Point gradient) {
    Predicate<Slot> trained = slot -> slot.role().isTrained();
    return index
        .made(group, unit, trained)
        .mapToDouble(i -> gradient.at(i) * (double) at.at(i))
        .sum();
  }
}
