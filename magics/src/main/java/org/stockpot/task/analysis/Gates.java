package org.stockpot.task.analysis;

import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/** The gates of a task whose networks choose, for each example, which channels are computed. */
public interface Gates {

  /**
   * Returns what gates learn to keep.
   *
   * @return the share of the sum of a layer's norms, in (0, 1]
   */
  double share();

  /**
   * Returns a network with gates that are open.
   *
   * @param network of the task without gates
   * @return the start of a training; no weight of a gate is pruned
   */
  MaskedPoint start(MaskedPoint network);

  /**
   * Counts what gates let through on the test examples.
   *
   * @param at a point of the task with gates
   * @return means over the examples
   */
  GateUse use(Point at);
}
