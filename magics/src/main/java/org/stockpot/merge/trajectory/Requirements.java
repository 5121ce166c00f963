package org.stockpot.merge.trajectory;

import org.stockpot.task.Span;
import org.stockpot.task.Statistics;

/** What averages along a training require alike. */
final class Requirements {

  private Requirements() {}

  /** Requires a step between points that is no less than 1. */
  static void requireEvery(Span every) {
    if (every.equals(Span.ZERO)) {
      throw new IllegalArgumentException("every must be at least 1it, got " + every);
    }
  }

  /** Requires statistics that an average has. */
  static void requireStatistics(Statistics statistics) {
    if (statistics != Statistics.CARRY && statistics != Statistics.RE_ESTIMATE) {
      throw new IllegalArgumentException(
          "statistics of an average must be carry or re-estimate, got " + statistics.label());
    }
  }

  /** Returns what to say where no position is chosen. */
  static IllegalArgumentException nothing(
      String label, Span every, long first, long to, String advice) {
    return new IllegalArgumentException(
        label
            + " must find a position at a multiple of "
            + every
            + " from step "
            + first
            + " to "
            + to
            + " of the training, got none: take a smaller every"
            + advice);
  }
}
