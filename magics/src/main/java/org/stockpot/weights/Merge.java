package org.stockpot.weights;

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
}
