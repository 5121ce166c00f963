package org.stockpot.task.replicates;

import org.stockpot.task.PerExample;

/**
 * One number of one replicate, such as a network's error or the height of a barrier between two.
 *
 * @param replicate which replicate, such as the seed
 * @param from the digest of the network that it is of, or of the one end of a pair
 * @param to the digest of the other end; empty for one network
 * @param value the number, a share
 * @param examples by example
 */
public record Sample(long replicate, String from, String to, double value, PerExample examples) {

  /** Returns what gives equal numbers where it is equal. */
  String networks() {
    return from + to;
  }

  Paired.Difference asDifference() {
    return new Paired.Difference(replicate, value, examples);
  }

  Paired.Between asBetween() {
    return new Paired.Between(from, to, value, examples);
  }

  /**
   * Returns how far this lies above another of the same replicate, and of the same networks.
   *
   * @param other the other
   * @return the difference, example by example
   */
  public Sample minus(Sample other) {
    PerExample by = examples.minus(other.examples);
    return new Sample(replicate, from, to, value - other.value, by);
  }
}
