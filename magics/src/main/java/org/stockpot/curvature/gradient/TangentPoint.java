package org.stockpot.curvature.gradient;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The tangent kernel {@code K = J J^T} at a point, by its eigenvalues.
 *
 * @param name what the point is called
 * @param step its position in the schedule, along a training
 * @param loss the mean loss L of the same examples
 * @param squaredGradient |∇L|²
 * @param outputs outputs of an example
 * @param eigenvalues of K, the largest first, in squared outputs per squared weight
 */
public record TangentPoint(
    String name,
    OptionalLong step,
    double loss,
    double squaredGradient,
    int outputs,
    List<Double> eigenvalues) {

  /** What gradients in float32 leave of an eigenvalue of 0, as a share of the trace. */
  private static final double ROUNDING = 1e-13;

  private static final int SCALARS = 3;

  /** Copies the list. */
  public TangentPoint {
    eigenvalues = List.copyOf(eigenvalues);
  }

  /**
   * Returns λ_1.
   *
   * @return the largest eigenvalue
   */
  public double largest() {
    return eigenvalues.get(0);
  }

  /**
   * Returns λ_min.
   *
   * @return the least eigenvalue; what lies below rounding is 0
   */
  public double least() {
    double least = eigenvalues.get(eigenvalues.size() - 1);
    return least > ROUNDING * trace() ? least : 0;
  }

  /**
   * Returns tr K.
   *
   * @return the sum of the eigenvalues
   */
  public double trace() {
    return eigenvalues.stream().mapToDouble(Double::doubleValue).sum();
  }

  /**
   * Returns λ_1 / λ_min.
   *
   * @return the condition number; empty if the least eigenvalue is 0
   */
  public OptionalDouble condition() {
    return least() > 0 ? OptionalDouble.of(largest() / least()) : OptionalDouble.empty();
  }

  /**
   * Returns the exponential of the entropy of the shares λ_i / tr K.
   *
   * @return from 1 to the number of rows; 0 if K is 0
   */
  public double effectiveRank() {
    double trace = trace();
    if (!(trace > 0)) {
      return 0;
    }
    double entropy =
        eigenvalues.stream()
            .mapToDouble(value -> value / trace)
            .filter(share -> share > 0)
            .map(share -> -share * Math.log(share))
            .sum();
    return Math.exp(entropy);
  }

  /**
   * Returns the constant of the Polyak–Łojasiewicz inequality that holds with equality here, {@code
   * |∇L|² / (2 (L - L*))}.
   *
   * @param optimum L*
   * @return the ratio; empty if the loss is not above L*
   */
  public OptionalDouble ratio(double optimum) {
    return loss > optimum
        ? OptionalDouble.of(squaredGradient / 2 / (loss - optimum))
        : OptionalDouble.empty();
  }

  /**
   * Returns the constant that K guarantees for a squared error, which is a mean over examples and
   * outputs, {@code 2 λ_min / rows}: {@code |∇L|² = 4 r^T K r / rows² >= 2 μ L}.
   *
   * @return μ, at least 0
   */
  public double bound() {
    return 2 * least() / eigenvalues.size();
  }

  double[] numbers() {
    double[] numbers = new double[SCALARS + eigenvalues.size()];
    numbers[0] = loss;
    numbers[1] = squaredGradient;
    numbers[2] = outputs;
    for (int i = 0; i < eigenvalues.size(); i++) {
      numbers[SCALARS + i] = eigenvalues.get(i);
    }
    return numbers;
  }

  static TangentPoint of(String name, OptionalLong step, double... numbers) {
    List<Double> eigenvalues = Arrays.stream(numbers, SCALARS, numbers.length).boxed().toList();
    return new TangentPoint(name, step, numbers[0], numbers[1], (int) numbers[2], eigenvalues);
  }
}
