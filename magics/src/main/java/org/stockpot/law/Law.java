package org.stockpot.law;

import java.util.List;

/** A formula of errors with constants that are to be found. */
public interface Law {

  /**
   * A constant of a law.
   *
   * @param name its symbol
   * @param positive whether it is above 0, so that its logarithm is fitted; else it can be any
   *     number
   * @param most above it the law is that of its limit, so that the value says nothing
   */
  record Symbol(String name, boolean positive, double most) {

    /** A constant without a limit. */
    Symbol(String name, boolean positive) {
      this(name, positive, Double.POSITIVE_INFINITY);
    }
  }

  /**
   * Returns the constants.
   *
   * @return their symbols, in the order of {@link #error}
   */
  List<Symbol> symbols();

  /**
   * Returns the error that the law gives.
   *
   * @param constants one for each symbol
   * @param place where, as the law reads it
   * @return the error, in the unit of the errors that it was fitted to
   */
  double error(double[] constants, double[] place);

  /**
   * Returns constants from which fits begin; the best of the fits counts.
   *
   * @param observed the errors that are to be fitted
   * @return one or more
   */
  List<double[]> starts(List<Observed> observed);
}
