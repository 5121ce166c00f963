package org.stockpot.task.analysis;

import org.stockpot.weights.Point;

/** Receives gradients of single outputs. */
@FunctionalInterface
public interface OutputSink {

  /**
   * Receives one gradient.
   *
   * @param example the example's place in the data, from 0
   * @param output which of its outputs, from 0
   * @param gradient the output's gradient
   */
  void accept(int example, int output, Point gradient);
}
