package org.stockpot.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Collects examples. All have labels, or all have the same number of target numbers: {@code new
 * ExamplesBuilder(2).add(new float[] {0, 1}, 0, 1).build()} is one example of class 1.
 */
public final class ExamplesBuilder {

  private static final double[] NO_NUMBERS = {};

  private final int size;
  private final List<float[]> inputs = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();
  private final List<double[]> targets = new ArrayList<>();
  private final List<Long> digests = new ArrayList<>();

  /**
   * Begins without examples.
   *
   * @param size floats per example, at least 1
   * @throws IllegalArgumentException if the size is below 1
   */
  public ExamplesBuilder(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("an example must have at least 1 input, got " + size);
    }
    this.size = size;
  }

  /**
   * Adds an example with a label.
   *
   * @param values holds the inputs; not kept
   * @param at the place of the first
   * @param label its class, at least 0
   * @return this builder
   * @throws IllegalArgumentException if an input is not finite, the label is negative, or the
   *     examples before have target numbers
   */
  public ExamplesBuilder add(float[] values, int at, int label) {
    if (outputs(0) > 0) {
      throw new IllegalArgumentException(
          "example " + inputs.size() + " must have target numbers like those before, got a label");
    }
    if (label < 0) {
      throw new IllegalArgumentException(
          "the label of example " + inputs.size() + " must be at least 0, got " + label);
    }
    inputs.add(copy(values, at));
    labels.add(label);
    targets.add(NO_NUMBERS);
    digests.add(null);
    return this;
  }

  /**
   * Adds an example with target numbers.
   *
   * @param values holds the inputs; not kept
   * @param at the place of the first
   * @param numbers its finite targets in their own units, at least one; not kept
   * @return this builder
   * @throws IllegalArgumentException if an input or target is not finite, or the examples before
   *     have labels or another number of targets
   */
  public ExamplesBuilder add(float[] values, int at, double[] numbers) {
    int expected = outputs(Math.max(1, numbers.length));
    if (expected == 0) {
      throw new IllegalArgumentException(
          "example " + inputs.size() + " must have a label like those before, got numbers");
    }
    if (numbers.length != expected) {
      throw new IllegalArgumentException(
          "example "
              + inputs.size()
              + " must have "
              + expected
              + " target numbers, got "
              + numbers.length);
    }
    for (double number : numbers) {
      requireFinite("the target", number);
    }
    inputs.add(copy(values, at));
    labels.add(0);
    targets.add(numbers.clone());
    digests.add(null);
    return this;
  }

  /** Returns which row an example is, by what was added unless it was said. */
  private long digest(int example) {
    if (digests.get(example) != null) {
      return digests.get(example);
    }
    RowDigest row = new RowDigest().numbers(inputs.get(example));
    double[] numbers = targets.get(example);
    Arrays.stream(numbers).forEach(row::number);
    return numbers.length > 0
        ? row.value()
        : row.text(Integer.toString(labels.get(example))).value();
  }

  /**
   * Says which row of data the last example is. Without this, its inputs and target as they were
   * added say it, which does only for those that were not scaled by others.
   *
   * @param row the digest of the row as it was read
   * @return this builder
   * @throws IllegalStateException if no example was added yet
   */
  public ExamplesBuilder fromRow(RowDigest row) {
    if (digests.isEmpty()) {
      throw new IllegalStateException("an example must be added before its row is said");
    }
    digests.set(digests.size() - 1, row.value());
    return this;
  }

  /**
   * Returns the examples added so far.
   *
   * @return the examples
   * @throws IllegalArgumentException if there are none
   */
  public Examples build() {
    return new Examples(
        size,
        inputs.toArray(new float[0][]),
        labels.stream().mapToInt(Integer::intValue).toArray(),
        targets.toArray(new double[0][]),
        IntStream.range(0, inputs.size()).mapToLong(this::digest).toArray());
  }

  private int outputs(int ofNone) {
    return targets.isEmpty() ? ofNone : targets.get(0).length;
  }

  private float[] copy(float[] values, int at) {
    float[] row = new float[size];
    System.arraycopy(values, at, row, 0, size);
    for (int feature = 0; feature < size; feature++) {
      if (!Float.isFinite(row[feature])) {
        requireFinite("input " + feature, row[feature]);
      }
    }
    return row;
  }

  private void requireFinite(String what, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          what + " of example " + inputs.size() + " must be finite, got " + value);
    }
  }
}
