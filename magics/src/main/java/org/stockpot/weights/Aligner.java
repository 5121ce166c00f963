package org.stockpot.weights;

/**
 * Permutes the hidden units of one network next to those of another: the result computes what the
 * network computed.
 */
@FunctionalInterface
public interface Aligner {

  /**
   * Aligns a network.
   *
   * @param stays what it is brought next to
   * @param moves the network
   * @return the network with its units in other places
   */
  Point aligned(Point stays, Point moves);
}
