package org.stockpot.merge;

/** Finds factors of vectors in their inner products alone. */
@FunctionalInterface
interface GramRule {

  /**
   * Combines vectors.
   *
   * @param gram the inner products of all pairs
   * @param weights how much each vector counts
   */
  Combination of(double[][] gram, double[] weights);
}
