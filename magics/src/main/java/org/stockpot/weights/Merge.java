package org.stockpot.weights;

import java.util.List;

/**
 * A way to make one network of several that have one layout. A method is one class, whose
 * components are its options.
 *
 * <p>Two rules hold for all. Running statistics of the result are the members' weighted mean,
 * whatever the method does to coordinates; with a negative weight whoever uses the result
 * re-estimates them. What the masks of all members prune is exactly +0.0. {@link
 * MergeInputs#finish} applies both.
 */
@FunctionalInterface
public interface Merge {

  /**
   * Merges.
   *
   * @param inputs base, members, weights and masks; nothing of them is changed
   * @return one point of their layout; the same inputs give the same bits
   * @throws IllegalArgumentException if the method needs a base and there is none, or another
   *     number of members
   */
  Point of(MergeInputs inputs);

  /**
   * Merges, and says what a user must know of the result.
   *
   * @param inputs as of {@link #of}
   * @return the same point with notes; without any unless a method has some
   * @throws IllegalArgumentException as {@link #of}
   */
  default Merged merged(MergeInputs inputs) {
    return new Merged(of(inputs), List.of());
  }
}
