package org.stockpot.dense;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Where rows or columns of inputs are not background, and by how much: all that a product needs of
 * them, as W x = W (x - c) + c W 1 and most of x - c is 0. Pixels outside of what an image shows
 * are of one value c, and so are most inputs that count rare things.
 *
 * <p>Sums run from the first place to the last, one product after another, so that a sum has the
 * bits of one over all places.
 */
final class SparseRows {

  /** Share of inputs up to which it pays to pass over the others. */
  private static final double FEW = 0.25;

  /** Numbers that are added up at a time, from which that pays. */
  private static final int LEAST = 64;

  private static final int SAMPLE = 100;

  private final float background;
  private final int most;
  private final int[] counts;
  private final int[] places;
  private final float[] values;

  /**
   * Makes room.
   *
   * @param rows how many rows or columns
   * @param most numbers of each
   */
  SparseRows(float background, int rows, int most) {
    this.background = background;
    // Sums take four at a time.
    this.most = most + 3;
    counts = new int[rows];
    places = new int[rows * this.most];
    values = new float[rows * this.most];
  }

  /**
   * Returns the value that so many inputs have that it pays to pass over them, if there is one.
   *
   * @param rows how many there are; a sample is looked at
   * @param row returns the inputs of one
   * @param units columns of the result, each a sum over a row
   */
  static Optional<Float> background(int rows, IntFunction<float[]> row, int units) {
    List<float[]> some = units < LEAST ? List.of() : sample(rows, row);
    float common = majority(some);
    double others = 0;
    for (float[] inputs : some) {
      SparseRows found = new SparseRows(common, 1, inputs.length);
      found.read(0, inputs, 0, inputs.length);
      others += (double) found.counts[0] / inputs.length / some.size();
    }
    return some.isEmpty() || others > FEW ? Optional.empty() : Optional.of(common);
  }

  /** Returns the value of more than half of the inputs of a sample, if there is one. */
  static float common(int rows, IntFunction<float[]> row) {
    return majority(sample(rows, row));
  }

  private static List<float[]> sample(int rows, IntFunction<float[]> row) {
    int sample = Math.min(rows, SAMPLE);
    return IntStream.range(0, sample)
        .mapToObj(i -> row.apply((int) ((long) rows * i / sample)))
        .toList();
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
   * Finds that of a row.
   *
   * @param row which one
   * @param inputs some rows, one after another
   * @param at the index of its first number
   * @param size how many numbers it has
   */
  void read(int row, float[] inputs, int at, int size) {
    int end = row * most;
    for (int i = 0; i < size; i++) {
      float value = inputs[at + i] - background;
      places[end] = i;
      values[end] = value;
      end += value == 0 ? 0 : 1;
    }
    counts[row] = end - row * most;
    fill(row);
  }

  /**
   * Finds that of columns.
   *
   * @param rows that of all rows
   * @param first the column that is to be the first row here
   */
  void turn(SparseRows rows, int first) {
    Arrays.fill(counts, 0);
    for (int row = 0; row < rows.counts.length; row++) {
      int begin = row * rows.most;
      for (int i = begin; i < begin + rows.counts[row]; i++) {
        int column = rows.places[i] - first;
        if (column >= 0 && column < counts.length) {
          int end = column * most + counts[column]++;
          places[end] = row;
          values[end] = rows.values[i];
        }
      }
    }
    for (int column = 0; column < counts.length; column++) {
      fill(column);
    }
  }

  /** Fills up to a multiple of four with what adds nothing. */
  private void fill(int row) {
    int end = row * most + counts[row];
    for (int i = end; i < end + 3; i++) {
      places[i] = 0;
      values[i] = 0f;
    }
  }

  /** Adds up the rows of a matrix at the places of one of ours, each times its value. */
  void addTo(float[] sum, int row, float[][] matrix) {
    int begin = row * most;
    for (int i = begin; i < begin + counts[row]; i += 4) {
      float[] a = matrix[places[i]];
      float[] b = matrix[places[i + 1]];
      float[] c = matrix[places[i + 2]];
      float[] d = matrix[places[i + 3]];
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
