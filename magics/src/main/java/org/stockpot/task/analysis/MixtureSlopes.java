package org.stockpot.task.analysis;

/** The derivatives of a mean loss by the coefficients of a {@link org.stockpot.weights.Mixture}. */
@FunctionalInterface
public interface MixtureSlopes {

  /**
   * Returns the derivatives over some examples.
   *
   * @param coefficients where: one row for each slot of the mixture and one number a member
   * @param chosen the examples' places in the data, from 0; at least one
   * @return the derivative by each coefficient
   * @throws java.util.concurrent.CancellationException if the calling thread was interrupted
   */
  double[][] at(double[][] coefficients, int... chosen);
}
