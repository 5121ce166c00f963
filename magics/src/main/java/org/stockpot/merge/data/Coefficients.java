package org.stockpot.merge.data;

import org.stockpot.task.DivergedException;
import org.stockpot.task.Optimizer;
import org.stockpot.task.optimizer.UpdateRule;

/** Numbers for groups and members that an optimizer changes. */
final class Coefficients {

  private final float[] numbers;
  private final int members;
  private final float[][] moments;
  private final UpdateRule rule;
  private final Optimizer optimizer;
  private long steps;

  /** Begins with the same numbers in each group. */
  Coefficients(int groups, double[] start, Optimizer optimizer) {
    this.optimizer = optimizer;
    members = start.length;
    numbers = new float[groups * members];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) start[i % members];
    }
    rule = optimizer.rule();
    moments = new float[rule.moments()][numbers.length];
  }

  /** Returns the numbers, one row for each group. */
  double[][] get() {
    double[][] rows = new double[numbers.length / members][members];
    for (int i = 0; i < numbers.length; i++) {
      rows[i / members][i % members] = numbers[i];
    }
    return rows;
  }

  /** Takes a step down the slopes. */
  void step(double[][] slopes) {
    float[] gradient = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      gradient[i] = (float) slopes[i / members][i % members];
      if (!Float.isFinite(gradient[i])) {
        throw new DivergedException(
            "the slope of a merge's coefficients became "
                + gradient[i]
                + " at step "
                + steps
                + ", try a lower rate (now at "
                + optimizer.lr()
                + ")",
            steps);
      }
    }
    steps++;
    rule.begin(optimizer.lr(), steps);
    rule.apply(numbers, gradient, moments, 0, numbers.length);
  }

  /** Moves what left an interval to its nearer end. */
  void clamp(double least, double most) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) Math.min(most, Math.max(least, numbers[i]));
    }
  }
}
