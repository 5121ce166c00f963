package org.stockpot.store;

import java.util.List;
import java.util.function.UnaryOperator;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.LayerInputs;
import org.stockpot.task.analysis.Resizing;
import org.stockpot.weights.Point;
import org.stockpot.weights.UnitGroups;
import org.stockpot.weights.UnitSelection;

/** Makes smaller tasks whose trainings are kept, too. */
record StoredResizing(Resizing resizing, UnaryOperator<Task> kept) implements Resizing {

  @Override
  public UnitGroups groups() {
    return resizing.groups();
  }

  @Override
  public List<LayerInputs> layers(Point at) {
    return resizing.layers(at);
  }

  @Override
  public Task smaller(UnitSelection units) {
    return kept.apply(resizing.smaller(units));
  }

  @Override
  public double[] seconds(Point at, int examples, int passes) {
    return resizing.seconds(at, examples, passes);
  }
}
