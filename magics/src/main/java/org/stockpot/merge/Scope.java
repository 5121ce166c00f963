package org.stockpot.merge;

import java.util.List;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Slot;

/** Over what a method computes norms, angles and ranks. */
public enum Scope {
  /** Over all coordinates at once, as most papers write it. */
  WHOLE,
  /** Over each tensor by itself, as mergekit does. */
  TENSOR;

  /** Returns the stretches of coordinates that belong together: none is of statistics. */
  List<int[][]> parts(Layout layout) {
    List<int[]> slots =
        layout.slots().stream()
            .filter(slot -> slot.role().isCoordinate())
            .map(Scope::stretch)
            .toList();
    return this == WHOLE
        ? List.<int[][]>of(slots.toArray(int[][]::new))
        : slots.stream().map(stretch -> new int[][] {stretch}).toList();
  }

  private static int[] stretch(Slot slot) {
    return new int[] {slot.offset(), slot.end()};
  }
}
