package org.stockpot.task.optimizer;

/** The diagonal P of a rule whose steps are {@code -r P⁻¹ m}, with a mean m of past gradients. */
@FunctionalInterface
public interface Preconditioner {

  /**
   * Returns an entry of P.
   *
   * @param moments those of {@link UpdateRule#apply}, after some steps
   * @param i which weight
   * @param steps how many steps were taken, at least 1
   * @return P_ii, above 0
   */
  double at(float[][] moments, int i, long steps);
}
