package org.stockpot.study;

import org.stockpot.task.PerExample;
import org.stockpot.task.replicates.Paired.Between;
import org.stockpot.task.replicates.Paired.Difference;

/**
 * One number of one replicate.
 *
 * @param level where it was measured
 * @param replicate which replicate, such as the seed
 * @param from the digest of the network that it is of
 * @param to that of the other one for what lies between two; empty for what is of one
 * @param value the test error or the height, as a share
 * @param examples the same for each example of the test set
 */
record Measurement(
    Level level, long replicate, String from, String to, double value, PerExample examples) {

  /** Returns what gives equal numbers where it is equal. */
  String networks() {
    return from + to;
  }

  Difference asDifference() {
    return new Difference(replicate, value, examples);
  }

  Between asBetween() {
    return new Between(from, to, value, examples);
  }

  /** Returns how far this lies above another of the same replicate, and of the same networks. */
  Measurement minus(Measurement other) {
    PerExample by = examples.minus(other.examples);
    return new Measurement(level, replicate, from, to, value - other.value, by);
  }
}
