package org.stockpot.shrink;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.stockpot.weights.Slot;
import org.stockpot.weights.UnitGroup;
import org.stockpot.weights.UnitGroups;
import org.stockpot.weights.UnitPlace;

/** Numbers the units of all groups one behind the other. */
final class UnitIndex {

  /** What is no unit of a group: inputs, outputs. */
  static final int NONE = -1;

  private final UnitGroups groups;
  private final int[] starts;

  UnitIndex(UnitGroups groups) {
    this.groups = groups;
    starts = new int[groups.groups().size() + 1];
    for (int g = 0; g < groups.groups().size(); g++) {
      starts[g + 1] = starts[g] + groups.groups().get(g).units();
    }
  }

  int units() {
    return starts[starts.length - 1];
  }

  /** Returns the number of a group's unit. */
  int number(int group, int unit) {
    return starts[group] + unit;
  }

  /** Returns the unit at each index of a slot's axis. */
  int[] along(Slot slot, int axis) {
    int[] units = new int[slot.shape().get(axis)];
    Arrays.fill(units, NONE);
    for (int g = 0; g < groups.groups().size(); g++) {
      for (UnitPlace place : groups.groups().get(g).places()) {
        for (int u = 0; isAt(place, slot, axis) && u < place.starts().size(); u++) {
          int start = place.starts().get(u);
          Arrays.fill(units, start, start + place.width(), number(g, u));
        }
      }
    }
    return units;
  }

  private static boolean isAt(UnitPlace place, Slot slot, int axis) {
    return place.axis() == axis && place.slot().equals(slot.name());
  }

  /** Returns the units of each group that pass. */
  List<BitSet> byGroup(IntPredicate passes) {
    return IntStream.range(0, groups.groups().size())
        .mapToObj(
            g -> {
              BitSet passed = new BitSet();
              UnitGroup group = groups.groups().get(g);
              IntStream.range(0, group.units())
                  .filter(u -> passes.test(number(g, u)))
                  .forEach(passed::set);
              return passed;
            })
        .toList();
  }

  /**
   * Returns the entries of the flat vector by which a unit is made, slot by slot: rows of weights,
   * biases, scales and shifts.
   */
  IntStream made(int group, int unit, Predicate<Slot> ofSlot) {
    return groups.groups().get(group).places().stream()
        .filter(place -> place.axis() == 0 && ofSlot.test(groups.layout().slot(place.slot())))
        .flatMapToInt(place -> entries(place, unit));
  }

  /** Returns the entries of the flat vector by which a unit is read: columns of weights. */
  IntStream read(int group, int unit) {
    return groups.groups().get(group).places().stream()
        .filter(place -> place.axis() == 1)
        .flatMapToInt(place -> entries(place, unit));
  }

  /** Returns where a unit lies along an axis, at all indices of the others. */
  private IntStream entries(UnitPlace place, int unit) {
    Slot slot = groups.layout().slot(place.slot());
    int outer = slot.shape().subList(0, place.axis()).stream().reduce(1, (a, b) -> a * b);
    int length = slot.shape().get(place.axis());
    int inner = slot.size() / outer / length;
    int start = place.starts().get(unit) * inner;
    return IntStream.range(0, outer)
        .map(row -> slot.offset() + row * length * inner + start)
        .flatMap(from -> IntStream.range(from, from + place.width() * inner));
  }
}
