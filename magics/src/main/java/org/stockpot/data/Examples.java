package org.stockpot.data;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.stockpot.weights.RowSet;

/**
 * Examples: for each, {@code size} finite input floats in row-major order, and either a label or
 * target numbers. Immutable; subsets share the inputs.
 */
public final class Examples {

  private final int size;
  private final float[][] inputs;
  private final int[] labels;
  private final double[][] targets;
  private final long[] digests;
  private String digest;
  private RowSet rows;

  /**
   * Keeps what it gets: a row, a label, targets and the digest of the row as it was read for each
   * example, where numbers have label 0.
   */
  Examples(int size, float[][] inputs, int[] labels, double[][] targets, long[] digests) {
    if (inputs.length == 0) {
      throw new IllegalArgumentException("examples must be at least 1, got none");
    }
    this.size = size;
    this.inputs = inputs;
    this.labels = labels;
    this.targets = targets;
    this.digests = digests;
  }

  /**
   * Returns the number of examples.
   *
   * @return at least 1
   */
  public int count() {
    return inputs.length;
  }

  /**
   * Returns the number of input floats of one example.
   *
   * @return at least 1
   */
  public int size() {
    return size;
  }

  /**
   * Returns whether the examples have labels rather than target numbers.
   *
   * @return true for classification
   */
  public boolean isLabelled() {
    return outputs() == 0;
  }

  /**
   * Returns the number of target numbers of one example.
   *
   * @return at least 1, or 0 for labelled examples
   */
  public int outputs() {
    return targets[0].length;
  }

  /**
   * Returns one input.
   *
   * @param example the example, from 0
   * @param feature the place in its inputs, from 0
   * @return a finite float
   */
  public float input(int example, int feature) {
    return inputs[example][feature];
  }

  /**
   * Returns a copy of the inputs of one example.
   *
   * @param example the example, from 0
   * @return {@code size} finite floats
   */
  public float[] inputs(int example) {
    return inputs[example].clone();
  }

  /**
   * Copies the inputs of one example to where a buffer stands, and moves it on.
   *
   * @param example from 0 to {@code count() - 1}
   * @param target modified; at least {@code size()} floats must remain
   */
  public void copyInput(int example, FloatBuffer target) {
    target.put(inputs[example]);
  }

  /**
   * Returns a copy of all inputs in row-major order.
   *
   * @return {@code count * size} floats
   * @throws ArithmeticException if they exceed the largest array; copy them one by one then
   */
  public float[] inputs() {
    float[] all = new float[Math.multiplyExact(count(), size)];
    for (int i = 0; i < inputs.length; i++) {
      System.arraycopy(inputs[i], 0, all, i * size, size);
    }
    return all;
  }

  /**
   * Returns one label.
   *
   * @param example the example, from 0
   * @return its class, at least 0
   * @throws IllegalStateException if the examples have target numbers
   */
  public int label(int example) {
    requireLabels(true);
    return labels[example];
  }

  /**
   * Returns a copy of all labels.
   *
   * @return {@code count} classes
   * @throws IllegalStateException if the examples have target numbers
   */
  public int[] labels() {
    requireLabels(true);
    return labels.clone();
  }

  /**
   * Returns one target number.
   *
   * @param example the example, from 0
   * @param output which of its numbers, from 0
   * @return the number; standardised in examples that belong to {@link Data}
   * @throws IllegalStateException if the examples have labels
   */
  public float target(int example, int output) {
    requireLabels(false);
    return (float) targets[example][output];
  }

  /**
   * Returns a copy of all target numbers in row-major order.
   *
   * @return {@code count * outputs} floats
   * @throws IllegalStateException if the examples have labels
   */
  public float[] targets() {
    requireLabels(false);
    float[] all = new float[Math.multiplyExact(count(), outputs())];
    for (int i = 0; i < all.length; i++) {
      all[i] = target(i / outputs(), i % outputs());
    }
    return all;
  }

  /**
   * Returns some of these examples.
   *
   * @param examples which, in the order wanted, at least one
   * @return the subset
   * @throws IllegalArgumentException if there are none or one lies out of range
   */
  public Examples subset(int... examples) {
    return new Examples(
        size,
        Arrays.stream(examples).mapToObj(this::row).toArray(float[][]::new),
        Arrays.stream(examples).map(i -> labels[i]).toArray(),
        Arrays.stream(examples).mapToObj(i -> targets[i]).toArray(double[][]::new),
        Arrays.stream(examples).mapToLong(i -> digests[i]).toArray());
  }

  /**
   * Returns those examples that a condition holds for.
   *
   * @param chosen told the number of each example, from 0
   * @return the subset, in the same order
   * @throws IllegalArgumentException if it holds for none
   */
  public Examples where(IntPredicate chosen) {
    return subset(IntStream.range(0, count()).filter(chosen).toArray());
  }

  private float[] row(int example) {
    if (example < 0 || example >= count()) {
      throw new IllegalArgumentException(
          "an example must lie in 0 to " + (count() - 1) + ", got " + example);
    }
    return inputs[example];
  }

  /**
   * Returns the first examples.
   *
   * @param n how many, from 1 to {@link #count}
   * @return the subset
   * @throws IllegalArgumentException if n is out of range
   */
  public Examples take(int n) {
    return subset(IntStream.range(0, n).toArray());
  }

  /**
   * Returns a digest of the inputs and of the labels or targets, in their order. Computed once, in
   * O(count * size).
   *
   * @return 64 hexadecimal digits
   */
  public synchronized String digest() {
    if (digest == null) {
      Hash hash = Hash.sha256().ints(count(), size, outputs()).ints(labels);
      for (double[] numbers : targets) {
        hash.doubles(numbers);
      }
      for (float[] row : inputs) {
        hash.floats(row);
      }
      digest = hash.hex();
    }
    return digest;
  }

  /**
   * Returns which rows of data the examples are, by digests of the rows as they were read: before
   * anything was scaled or standardised, so that a row is the same in each split. Computed once.
   *
   * @return the rows
   */
  public synchronized RowSet rows() {
    if (rows == null) {
      rows = RowSet.of(digests);
    }
    return rows;
  }

  /** Returns the numbers and not the contents. */
  @Override
  public String toString() {
    return count() + " examples of " + size + (isLabelled() ? " labelled" : "") + " inputs";
  }

  double[] rawTargets(int output) {
    return Arrays.stream(targets).mapToDouble(numbers -> numbers[output]).toArray();
  }

  Examples scaled(List<Scale> scales) {
    double[][] numbers = new double[targets.length][outputs()];
    for (int i = 0; i < numbers.length; i++) {
      for (int output = 0; output < scales.size(); output++) {
        numbers[i][output] = scales.get(output).apply(targets[i][output]);
      }
    }
    return new Examples(size, inputs, labels, numbers, digests);
  }

  /**
   * Returns these examples with labels or targets of one another.
   *
   * @param places for each example the one whose labels or targets it gets, from 0
   * @return the changed examples
   * @throws IllegalArgumentException if there are not as many places as examples
   */
  public Examples withLabelsOf(int... places) {
    if (places.length != count()) {
      throw new IllegalArgumentException(
          "places must be " + count() + ", one for each example, got " + places.length);
    }
    return new Examples(
        size,
        inputs,
        Arrays.stream(places).map(i -> labels[i]).toArray(),
        Arrays.stream(places).mapToObj(i -> targets[i]).toArray(double[][]::new),
        digests);
  }

  /** Changes the inputs of one example. */
  interface Change {
    float[] apply(float[] inputs, int example);
  }

  /** Returns these examples with changed inputs. */
  Examples withInputs(Change change) {
    float[][] changed = new float[count()][];
    for (int i = 0; i < changed.length; i++) {
      changed[i] = change.apply(inputs[i], i);
    }
    return new Examples(size, changed, labels, targets, digests);
  }

  private void requireLabels(boolean labelled) {
    if (isLabelled() != labelled) {
      throw new IllegalStateException(
          labelled ? "these examples have numbers, not labels" : "these examples have labels");
    }
  }
}
