package org.stockpot.task.analysis;

import java.util.List;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/** An operator among some slots alone. */
record OfSlots(SymmetricOperator operator, List<Slot> slots) implements SymmetricOperator {

  OfSlots {
    slots = List.copyOf(slots);
  }

  @Override
  public Layout layout() {
    return operator.layout();
  }

  @Override
  public Point times(Point v) {
    return only(operator.times(only(v)));
  }

  private Point only(Point v) {
    return Point.build(
        layout(),
        values -> {
          for (Slot slot : slots) {
            v.values(slot).get(values, slot.offset(), slot.size());
          }
        });
  }
}
