package org.stockpot.curvature.gradient;

import java.util.ArrayList;
import java.util.List;

/**
 * The change of the loss between two points of a training, allocated to parameters.
 *
 * @param from the position in the schedule that it begins at
 * @param to the position that it ends at
 * @param lossBefore the mean loss at its begin, in nats or squared error
 * @param lossAfter the mean loss at its end
 * @param allocated the sum of the allocations of each slot's parameters; below 0 if they helped
 * @param helping how many parameters of each slot lowered the loss
 * @param hurting how many raised it
 * @param statistics the part of the change that moved running statistics made
 * @param splits into how many pieces the step was split, each of them integrated by Simpson's rule
 */
public record LcaStep(
    long from,
    long to,
    double lossBefore,
    double lossAfter,
    List<Double> allocated,
    List<Long> helping,
    List<Long> hurting,
    double statistics,
    int splits) {

  /** How far the sum of a step may be from the change of the loss. */
  static final double TOLERANCE = 1e-3;

  private static final int SCALARS = 4;

  /** Copies the lists. */
  public LcaStep {
    allocated = List.copyOf(allocated);
    helping = List.copyOf(helping);
    hurting = List.copyOf(hurting);
  }

  /**
   * Returns what was allocated to all parameters together.
   *
   * @return the sum over slots
   */
  public double sum() {
    return allocated.stream().mapToDouble(Double::doubleValue).sum();
  }

  /**
   * Returns what of the change is not allocated: the error of integration.
   *
   * @return {@code L(to) - L(from) - statistics - sum}
   */
  public double residual() {
    return lossAfter - lossBefore - statistics - sum();
  }

  /**
   * Returns whether the allocations sum up to the change of the loss within 1e-3.
   *
   * @return false if 32 pieces did not suffice
   */
  public boolean isResolved() {
    return Math.abs(residual()) <= TOLERANCE;
  }

  /** Returns this step as numbers. */
  double[] numbers() {
    int slots = allocated.size();
    double[] numbers = new double[SCALARS + 3 * slots];
    numbers[0] = lossBefore;
    numbers[1] = lossAfter;
    numbers[2] = statistics;
    numbers[3] = splits;
    for (int s = 0; s < slots; s++) {
      numbers[SCALARS + s] = allocated.get(s);
      numbers[SCALARS + slots + s] = helping.get(s);
      numbers[SCALARS + 2 * slots + s] = hurting.get(s);
    }
    return numbers;
  }

  /** Returns the step that numbers tell of. */
  static LcaStep of(long from, long to, double... numbers) {
    int slots = (numbers.length - SCALARS) / 3;
    List<Double> allocated = new ArrayList<>();
    List<Long> helping = new ArrayList<>();
    List<Long> hurting = new ArrayList<>();
    for (int s = 0; s < slots; s++) {
      allocated.add(numbers[SCALARS + s]);
      helping.add((long) numbers[SCALARS + slots + s]);
      hurting.add((long) numbers[SCALARS + 2 * slots + s]);
    }
    return new LcaStep(
        from,
        to,
        numbers[0],
        numbers[1],
        allocated,
        helping,
        hurting,
        numbers[2],
        (int) numbers[3]);
  }
}
