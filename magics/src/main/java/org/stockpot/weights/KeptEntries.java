package org.stockpot.weights;

/**
 * Which entries of a point stay while all others become exactly +0.0: what {@link Point#masked}
 * needs to know of a mask.
 */
public interface KeptEntries {

  /**
   * Returns the layout of the points that it is for.
   *
   * @return the layout
   */
  Layout layout();

  /**
   * Returns the number of entries removed.
   *
   * @return at least 0
   */
  int pruned();

  /**
   * Sets the entries of an array that are not kept to +0.0.
   *
   * @param values one number per entry of the layout; modified
   */
  void zero(float[] values);
}
