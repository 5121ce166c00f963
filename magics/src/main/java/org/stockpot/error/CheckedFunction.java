package org.stockpot.error;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.stockpot.task.analysis.ParameterBox;
import org.stockpot.task.work.Interrupts;

/**
 * An error function whose failures name it, and which can be interrupted.
 *
 * @param name what it is called
 * @param function what is asked
 */
record CheckedFunction(String name, ErrorFunction function) implements ErrorFunction {

  /**
   * Returns how many examples a function has, if it can be used.
   *
   * @throws IllegalArgumentException with the reason, if it cannot
   */
  static int examples(String name, ErrorFunction function, ParameterBox box) {
    double[] middle = box.middle();
    CheckedFunction checked = new CheckedFunction(name, function);
    double error = checked.error(middle);
    if (!Double.isFinite(error)) {
      throw new IllegalArgumentException(
          "error function "
              + name
              + " must be finite in the middle of its box, got "
              + error
              + " at "
              + Arrays.toString(middle)
              + ": choose another --box");
    }
    double again = checked.error(middle);
    if (Double.compare(error, again) != 0) {
      throw new IllegalArgumentException(
          "error function "
              + name
              + " must give the same number each time, got "
              + error
              + " and "
              + again
              + ": draw chance from a fixed seed");
    }
    return checked.checkedExamples(middle, error);
  }

  private int checkedExamples(double[] middle, double error) {
    double[] errors = errors(middle);
    double mean = Arrays.stream(errors).sum() / errors.length;
    if (!(Math.abs(mean - error) <= 1e-6 * Math.max(1e-300, Math.abs(error)))) {
      throw new IllegalArgumentException(
          "error function "
              + name
              + " must be the mean of the errors of its examples, got "
              + error
              + " and a mean of "
              + mean
              + " over "
              + errors.length);
    }
    Optional<double[]> gradient = gradient(middle, new double[errors.length]);
    if (gradient.isPresent() && gradient.get().length != middle.length) {
      throw new IllegalArgumentException(
          "gradient of error function "
              + name
              + " must have "
              + middle.length
              + " numbers, got "
              + gradient.get().length);
    }
    return errors.length;
  }

  /** Returns the same function, which does not tell its gradient. */
  static ErrorFunction withoutGradient(ErrorFunction function) {
    return ErrorFunction.ofExamples(function::errors);
  }

  @Override
  public double error(double[] parameters) {
    return asked(() -> function.error(parameters.clone()), parameters);
  }

  @Override
  public double[] errors(double[] parameters) {
    return asked(() -> function.errors(parameters.clone()), parameters);
  }

  @Override
  public Optional<double[]> gradient(double[] parameters, double[] weights) {
    return asked(() -> function.gradient(parameters.clone(), weights), parameters);
  }

  private <T> T asked(Supplier<T> question, double[] parameters) {
    Interrupts.check();
    try {
      return question.get();
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "error function " + name + " failed at " + Arrays.toString(parameters) + ": " + e, e);
    }
  }

  @Override
  public String gradientWords() {
    return function.gradientWords();
  }

  @Override
  public Optional<String> identity() {
    return function.identity();
  }
}
