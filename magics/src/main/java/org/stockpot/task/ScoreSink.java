package org.stockpot.task;

/** Receives the scores of a line or of blends. */
@FunctionalInterface
public interface ScoreSink {
  /**
   * Receives one score.
   *
   * @param index the place among what was asked for
   * @param score the score there
   */
  void accept(int index, Score score);
}
