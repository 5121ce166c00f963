package org.stockpot.task;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * One number for each example of a set, in the order of the data: a network's errors, or
 * differences of them. Immutable.
 *
 * <p>For classes an example's error is 1 if the highest output is not its label's, else 0; for
 * numbers it is its squared error divided by the mean squared deviation of the targets. Either way
 * the mean over the examples is {@link Score#error()}, up to rounding.
 */
public final class PerExample {

  /** What an objective gives that knows no single examples. */
  public static final PerExample NONE = of();

  private final float[] values;

  private PerExample(float[] values) {
    this.values = values;
  }

  /**
   * Returns the numbers of some examples.
   *
   * @param values one number per example
   * @return a copy
   */
  public static PerExample of(float... values) {
    return new PerExample(values.clone());
  }

  /**
   * Returns weighted sums, example by example: {@code sum_j c_j e_j}.
   *
   * @param weights c, one per set of numbers
   * @param sets e, all of the same examples
   * @return the sums; {@link #NONE} if one of the sets is that
   * @throws IllegalArgumentException if the sets are of different lengths
   */
  public static PerExample sum(List<Double> weights, List<PerExample> sets) {
    int count = sets.isEmpty() ? 0 : sets.get(0).count();
    float[] sums = new float[count];
    for (int j = 0; j < sets.size(); j++) {
      float[] values = sets.get(j).values;
      if (values.length == 0) {
        return NONE;
      }
      if (values.length != count) {
        throw new IllegalArgumentException(
            "sets of examples must be of one length, got " + count + " and " + values.length);
      }
      for (int i = 0; i < count; i++) {
        sums[i] += (float) (weights.get(j) * values[i]);
      }
    }
    return new PerExample(sums);
  }

  /**
   * Returns means, example by example.
   *
   * @param sets numbers of the same examples, one or more
   * @return one mean per example; {@link #NONE} if one of the sets is
   */
  public static PerExample mean(List<PerExample> sets) {
    return sum(Collections.nCopies(sets.size(), 1.0 / sets.size()), sets);
  }

  /**
   * Returns the differences to other numbers of the same examples.
   *
   * @param other what is taken away
   * @return one difference per example; {@link #NONE} if either is that
   */
  public PerExample minus(PerExample other) {
    return sum(List.of(1.0, -1.0), List.of(this, other));
  }

  /**
   * Returns the number of examples.
   *
   * @return 0 for {@link #NONE}
   */
  public int count() {
    return values.length;
  }

  /**
   * Returns the number of one example.
   *
   * @param index from 0
   * @return its number
   */
  public float at(int index) {
    return values[index];
  }

  /**
   * Returns the mean over the examples.
   *
   * @return the mean; NaN for none
   */
  public double mean() {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /**
   * Returns the sample variance over the examples, with {@code count - 1}.
   *
   * @return the variance; NaN below two examples
   */
  public double variance() {
    double mean = mean();
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    return values.length < 2 ? Double.NaN : squares / (values.length - 1);
  }

  /**
   * Returns the standard error of the mean over the examples, {@code sqrt(variance / count)}.
   *
   * @return the standard error; NaN below two examples
   */
  public double standardError() {
    return Math.sqrt(variance() / count());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PerExample that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** Returns how many numbers there are, and their mean. */
  @Override
  public String toString() {
    return "PerExample[count=" + values.length + ", mean=" + mean() + "]";
  }
}
