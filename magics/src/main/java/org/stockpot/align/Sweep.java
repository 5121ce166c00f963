package org.stockpot.align;

import java.util.OptionalDouble;

/**
 * The state of a search for permutations after one pass over the groups.
 *
 * @param start which start it belongs to: 0 is that which leaves units where they are, the others
 *     are random
 * @param number 0 for the start itself, then counted from 1
 * @param objective the inner product {@code <A, P(B)>} of all coordinates of slots that groups
 *     touch, the larger the nearer
 * @param moved how many units changed places in this sweep
 * @param midpointLoss the validation loss half-way between A and P(B), where that is what is sought
 */
public record Sweep(
    int start, int number, double objective, int moved, OptionalDouble midpointLoss) {

  /** Makes a state of which no loss is measured. */
  Sweep(int start, int number, double objective, int moved) {
    this(start, number, objective, moved, OptionalDouble.empty());
  }
}
