package org.stockpot.task.matrix;

/** Arithmetic on the first numbers of rows, in loops that a compiler makes wide. */
public final class Rows {

  private Rows() {}

  /**
   * Returns the sum of products of the first numbers of two rows.
   *
   * @param a one row
   * @param b the other
   * @param count how many numbers
   * @return {@code sum_i a_i b_i}
   */
  public static double product(double[] a, double[] b, int count) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      first += a[i] * b[i];
      second += a[i + 1] * b[i + 1];
      third += a[i + 2] * b[i + 2];
      fourth += a[i + 3] * b[i + 3];
    }
    for (; i < count; i++) {
      first += a[i] * b[i];
    }
    return first + second + third + fourth;
  }

  /**
   * Returns the sum of the first numbers of a row.
   *
   * @param row the row
   * @param count how many numbers
   * @return {@code sum_i row_i}
   */
  public static double sum(double[] row, int count) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      first += row[i];
      second += row[i + 1];
      third += row[i + 2];
      fourth += row[i + 3];
    }
    for (; i < count; i++) {
      first += row[i];
    }
    return first + second + third + fourth;
  }

  /**
   * Returns multiples of rows, added up: a row of a product of matrices.
   *
   * @param factors what each row is multiplied by
   * @param rows the rows
   * @param count how many numbers of each
   * @return {@code sum_i factors_i rows_i}
   */
  public static double[] combined(double[] factors, double[][] rows, int count) {
    double[] sums = new double[count];
    int i = 0;
    for (; i + 3 < factors.length; i += 4) {
      add(sums, factors[i], rows[i], factors[i + 1], rows[i + 1]);
      add(sums, factors[i + 2], rows[i + 2], factors[i + 3], rows[i + 3]);
    }
    for (; i < factors.length; i++) {
      add(sums, factors[i], rows[i], count);
    }
    return sums;
  }

  private static void add(double[] sums, double f, double[] a, double g, double[] b) {
    for (int k = 0; k < sums.length; k++) {
      sums[k] += f * a[k] + g * b[k];
    }
  }

  /**
   * Adds a multiple of the first numbers of a row to sums.
   *
   * @param sums modified
   * @param factor what the row is multiplied by
   * @param row the row
   * @param count how many numbers
   */
  public static void add(double[] sums, double factor, double[] row, int count) {
    for (int k = 0; k < count; k++) {
      sums[k] += factor * row[k];
    }
  }
}
