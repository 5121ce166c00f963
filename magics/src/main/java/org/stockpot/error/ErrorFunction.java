package org.stockpot.error;

import java.util.Arrays;
import java.util.Optional;

/**
 * An error by parameters; the lower, the better. It must give the same numbers for the same
 * parameters, may be called from several threads, and must not change what it is given.
 *
 * <p>Example: {@code ErrorFunction f = w -> Math.pow(w[0] * w[0] - 1, 2) + w[1] * w[1];}
 */
@FunctionalInterface
public interface ErrorFunction {

  /**
   * Returns the error.
   *
   * @param parameters one number each
   * @return the mean over examples, if there are such
   */
  double error(double[] parameters);

  /**
   * Returns the error of each example; their number is always the same.
   *
   * @param parameters one number each
   * @return the errors, whose mean is {@link #error}; that alone, if there are no examples
   */
  default double[] errors(double[] parameters) {
    return new double[] {error(parameters)};
  }

  /**
   * Returns the gradient of a weighted sum of the errors of examples, {@code sum_i c_i ∇e_i(w)}.
   *
   * @param parameters w
   * @param weights c, one for each example
   * @return one number for each parameter; empty for a function that does not tell, whose gradient
   *     is then taken by differences
   */
  default Optional<double[]> gradient(double[] parameters, double[] weights) {
    return Optional.empty();
  }

  /**
   * Returns how its gradient is computed, if {@link #gradient} tells one.
   *
   * @return words such as {@code automatic differentiation}
   */
  default String gradientWords() {
    return "the function itself";
  }

  /**
   * Returns what tells this function from all others, by which results can be kept for another
   * time: a changed function must have another identity.
   *
   * @return a name with a version; empty, as of a lambda, whose results are not kept
   */
  default Optional<String> identity() {
    return Optional.empty();
  }

  /** An error function with examples. */
  interface OfExamples extends ErrorFunction {

    @Override
    double[] errors(double[] parameters);

    /** Returns the mean of the errors of its examples. */
    @Override
    default double error(double[] parameters) {
      double[] all = errors(parameters);
      return Arrays.stream(all).sum() / all.length;
    }
  }

  /**
   * Returns a function with examples.
   *
   * @param errors gives the error of each
   * @return the mean of their errors
   */
  static ErrorFunction ofExamples(OfExamples errors) {
    return errors;
  }
}
