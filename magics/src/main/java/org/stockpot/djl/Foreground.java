package org.stockpot.djl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Where a row or column of inputs is not background, and by how much: all that a product needs of
 * it, as W x = W (x - c) + c W 1 and most of x - c is 0. Pixels outside of what an image shows are
 * of one value c, and so are most inputs that count rare things.
 *
 * <p>Sums run from the first place to the last, one product after another, so that a sum has the
 * bits of one over all places.
 */
final class Foreground {

  /** Share of inputs up to which it pays to pass over the others. */
  private static final double FEW = 0.25;

  /** Numbers that are added up at a time, from which that pays. */
  private static final int LEAST = 64;

  private static final int SAMPLE = 100;

  private final float background;
  private final int[] places;
  private final float[] values;
  private int count;

  /** Has room for that many numbers. */
  Foreground(float background, int most) {
    this.background = background;
    places = new int[most + 3];
    values = new float[most + 3];
  }

  /**
   * Returns the value that so many inputs have that it pays to pass over them, if there is one.
   *
   * @param rows how many there are; a sample is looked at
   * @param row returns the inputs of one
   * @param units columns of the result, each a sum over a row
   */
  static Optional<Float> background(int rows, IntFunction<float[]> row, int units) {
    int sample = Math.min(rows, SAMPLE);
    List<float[]> some = new ArrayList<>();
    for (int i = 0; units >= LEAST && i < sample; i++) {
      some.add(row.apply((int) ((long) rows * i / sample)));
    }
    float common = majority(some);
    double others = 0;
    for (float[] inputs : some) {
      Foreground found = new Foreground(common, inputs.length);
      found.read(inputs, 0, 1, inputs.length);
      others += (double) found.count / inputs.length / sample;
    }
    return some.isEmpty() || others > FEW ? Optional.empty() : Optional.of(common);
  }

  /** Returns the value of more than half of all numbers, if there is one (Boyer and Moore). */
  private static float majority(List<float[]> rows) {
    float candidate = 0;
    int votes = 0;
    for (float[] row : rows) {
      for (float value : row) {
        candidate = votes == 0 ? value : candidate;
        votes += value == candidate ? 1 : -1;
      }
    }
    return candidate;
  }

  /**
   * Finds that of a row or column of a matrix.
   *
   * @param at the first number's index
   * @param stride from one number to the next
   * @param size how many numbers there are
   */
  void read(float[] matrix, int at, int stride, int size) {
    int found = 0;
    for (int i = 0; i < size; i++) {
      float value = matrix[at + i * stride] - background;
      places[found] = i;
      values[found] = value;
      found += value == 0 ? 0 : 1;
    }
    count = found;
    Arrays.fill(places, found, found + 3, 0);
    Arrays.fill(values, found, found + 3, 0f);
  }

  /** Adds up the rows at these places, each times its value. */
  void addTo(float[] sum, float[][] rows) {
    for (int i = 0; i < count; i += 4) {
      float[] a = rows[places[i]];
      float[] b = rows[places[i + 1]];
      float[] c = rows[places[i + 2]];
      float[] d = rows[places[i + 3]];
      add(sum, a, b, c, d, values[i], values[i + 1], values[i + 2], values[i + 3]);
    }
  }

  /** Four at a time: more are not compiled to vector instructions, fewer wait for memory. */
  private static void add(
      float[] sum,
      float[] a,
      float[] b,
      float[] c,
      float[] d,
      float timesA,
      float timesB,
      float timesC,
      float timesD) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] = sum[i] + timesA * a[i] + timesB * b[i] + timesC * c[i] + timesD * d[i];
    }
  }
}
