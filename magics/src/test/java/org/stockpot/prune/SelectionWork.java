package org.stockpot.prune;

import org.stockpot.task.Part;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.Subset;
import org.stockpot.testing.Landscape;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** One pruning step by itself, for the benchmark. */
public final class SelectionWork {

  private SelectionWork() {}

  public static Mask prune(Point point) {
    Task task = new Landscape(point.layout(), any -> 0);
    Mask all = Mask.full(point.layout());
    return new Pruner(point.layout(), PruneOptions.defaults())
        .prune(new ScoredNetwork(task, Subset.all(Part.TRAINING), point, point, all, 1), 1)
        .mask();
  }
}
