package org.stockpot.djl.units;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.stockpot.weights.Layout;
import org.stockpot.weights.UnitGroup;
import org.stockpot.weights.UnitGroups;
import org.stockpot.weights.UnitPlace;

/** Units found so far, which of them are one, and where they lie. */
final class UnitTable {

  /** What no unit makes, such as channels that are padded with zeros. */
  static final int NONE = -1;

  /** What must stay where it is: inputs and outputs. */
  static final int FIXED = 0;

  private final Layout layout;
  private final List<Integer> parents = new ArrayList<>(List.of(FIXED));

  /** Which unit lies at an index of a slot's axis. */
  private final Map<Axis, TreeMap<Integer, Integer>> places = new LinkedHashMap<>();

  private record Axis(int slot, int axis) {}

  UnitTable(Layout layout) {
    this.layout = layout;
  }

  /** Returns new units. */
  int[] fresh(int count) {
    int[] units = IntStream.range(parents.size(), parents.size() + count).toArray();
    IntStream.of(units).forEach(parents::add);
    return units;
  }

  /** Says that two units are one, or that one is fixed. */
  void unite(int a, int b) {
    if (a != NONE && b != NONE) {
      int first = root(a);
      int second = root(b);
      parents.set(Math.max(first, second), Math.min(first, second));
    }
  }

  /** Says which unit lies at each index of an axis. */
  void place(int slot, int axis, int[] units) {
    TreeMap<Integer, Integer> along =
        places.computeIfAbsent(new Axis(slot, axis), a -> new TreeMap<>());
    for (int i = 0; i < units.length; i++) {
      Integer before = along.putIfAbsent(i, units[i]);
      if (before != null) {
        unite(before, units[i]);
      }
    }
  }

  private int root(int unit) {
    int root = unit;
    while (parents.get(root) != root) {
      root = parents.get(root);
    }
    return root;
  }

  /** Returns the units that lie in the same axes the same number of times, as groups. */
  UnitGroups groups() {
    Map<Integer, Map<Axis, List<Integer>>> units = new TreeMap<>();
    places.forEach(
        (axis, along) ->
            along.forEach(
                (index, unit) -> {
                  if (unit != NONE && root(unit) != FIXED) {
                    units
                        .computeIfAbsent(root(unit), u -> new LinkedHashMap<>())
                        .computeIfAbsent(axis, a -> new ArrayList<>())
                        .add(index);
                  }
                }));
    Map<Map<Axis, Integer>, List<Map<Axis, List<Integer>>>> alike = new LinkedHashMap<>();
    units
        .values()
        .forEach(
            unit -> {
              Map<Axis, Integer> counts = new LinkedHashMap<>();
              unit.forEach((axis, indices) -> counts.put(axis, indices.size()));
              alike.computeIfAbsent(counts, c -> new ArrayList<>()).add(unit);
            });
    List<UnitGroup> groups = new ArrayList<>();
    alike.forEach((counts, members) -> groups.add(group(counts, members, groups)));
    return new UnitGroups(layout, groups);
  }

  private UnitGroup group(
      Map<Axis, Integer> counts, List<Map<Axis, List<Integer>>> members, List<UnitGroup> before) {
    List<UnitPlace> found = new ArrayList<>();
    counts.forEach(
        (axis, count) -> {
          String slot = layout.slots().get(axis.slot).name();
          List<List<Integer>> lists = members.stream().map(m -> m.get(axis)).toList();
          boolean together = lists.stream().allMatch(l -> l.get(count - 1) - l.get(0) < count);
          for (int k = 0; k < (together ? 1 : count); k++) {
            int nth = k;
            List<Integer> starts = lists.stream().map(l -> l.get(nth)).toList();
            found.add(new UnitPlace(slot, axis.axis, starts, together ? count : 1));
          }
        });
    String first = found.get(0).slot().replaceFirst("\\.[^.]*$", "");
    long same = before.stream().filter(g -> g.name().replaceFirst("/.*", "").equals(first)).count();
    return new UnitGroup(same == 0 ? first : first + "/" + (same + 1), members.size(), found);
  }
}
