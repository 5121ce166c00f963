package org.stockpot.align;

import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.weights.Slot;
import org.stockpot.weights.UnitGroups;
import org.stockpot.weights.UnitPlace;

/** Which entries of a slot belong to the units of one place. */
final class PlaceEntries {
  private final UnitGroups groups;
  private final Slot slot;
  private final UnitPlace place;
  private final int[] strides;

  /** Where a unit's entries begin. */
  private final int[] units;

  PlaceEntries(UnitGroups groups, UnitPlace place) {
    this.groups = groups;
    this.place = place;
    slot = groups.layout().slot(place.slot());
    strides = strides(slot.shape());
    int stride = strides[place.axis()];
    units = place.starts().stream().mapToInt(start -> start * stride).toArray();
  }

  private static int[] strides(List<Integer> shape) {
    int[] strides = new int[shape.size()];
    int stride = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape.get(axis);
    }
    return strides;
  }

  Slot slot() {
    return slot;
  }

  /** Returns where the entries of a unit lie behind its beginning, the other axes permuted. */
  int[] rest(List<int[]> permutations) {
    int[][] axes = groups.axes(slot, permutations);
    int[] offsets = IntStream.range(0, place.width()).map(k -> k * strides[place.axis()]).toArray();
    for (int axis = 0; axis < axes.length; axis++) {
      if (axis != place.axis()) {
        offsets = sums(offsets, axes[axis], strides[axis]);
      }
    }
    int begin = slot.offset();
    return IntStream.of(offsets).map(offset -> begin + offset).toArray();
  }

  private static int[] sums(int[] offsets, int[] indices, int stride) {
    int[] sums = new int[offsets.length * indices.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = offsets[i / indices.length] + indices[i % indices.length] * stride;
    }
    return sums;
  }

  /** Returns one entry of each unit. */
  double[] of(float[] values, int offset) {
    double[] entries = new double[units.length];
    for (int u = 0; u < units.length; u++) {
      entries[u] = values[offset + units[u]];
    }
    return entries;
  }

  /** Returns one entry of each unit. */
  double[] of(double[] values, int offset) {
    double[] entries = new double[units.length];
    for (int u = 0; u < units.length; u++) {
      entries[u] = values[offset + units[u]];
    }
    return entries;
  }

  /** Writes one entry of each unit. */
  void put(double[] entries, double[] values, int offset) {
    for (int u = 0; u < units.length; u++) {
      values[offset + units[u]] = entries[u];
    }
  }
}
