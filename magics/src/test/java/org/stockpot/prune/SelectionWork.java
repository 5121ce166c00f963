package org.stockpot.prune;

import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** One pruning step by itself, for the benchmark. */
public final class SelectionWork {

  private SelectionWork() {}

  public static Mask prune(Point point) {
    return new Pruner(point.layout(), PruneOptions.defaults())
        .prune(point, Mask.full(point.layout()), 1);
  }
}
