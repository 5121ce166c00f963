package org.stockpot.similarity;

import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.task.work.Interrupts;
import org.stockpot.task.work.Workers;

/** Products of all pairs of columns of a matrix, in double. */
final class Products {

  /** Rows that stay in a core's cache while they are multiplied. */
  private static final int BLOCK = 64;

  /** Rows that one sweep over a result takes. */
  private static final int SWEEP = 4;

  private Products() {}

  /**
   * Returns {@code A^T A} of a matrix given row by row, entry (i, j) of {@code j <= i} in {@code
   * [i][j]}. Bits do not depend on threads: each row of the product is added up by one.
   *
   * @param rows one array per row of A, all of one length
   * @param size that length
   */
  static double[][] ofColumns(float[][] rows, int size) {
    double[][] product = new double[size][];
    for (int i = 0; i < size; i++) {
      product[i] = new double[i + 1];
    }
    int threads = Runtime.getRuntime().availableProcessors();
    List<Integer> shares = IntStream.range(0, threads).boxed().toList();
    Workers.map(
        threads,
        shares,
        share -> {
          double[][] block = new double[BLOCK][size];
          for (int from = 0; from < rows.length; from += BLOCK) {
            Interrupts.check();
            fill(block, rows, from, size);
            for (int i = 2 * share; i < size; i += 2 * threads) {
              add(block, i, product[i], i + 1 < size ? product[i + 1] : new double[i + 2]);
            }
          }
          return share;
        });
    return product;
  }

  /** Copies some rows to a block, with zeros behind the last. */
  private static void fill(double[][] block, float[][] rows, int from, int size) {
    for (int k = 0; k < BLOCK; k++) {
      for (int j = 0; j < size; j++) {
        block[k][j] = from + k < rows.length ? rows[from + k][j] : 0;
      }
    }
  }

  /** Adds the products of column i, and of the next, with those up to it. */
  private static void add(double[][] block, int i, double[] sums, double[] next) {
    for (int k = 0; k < BLOCK; k += SWEEP) {
      sweep(sums, next, block[k], block[k + 1], block[k + 2], block[k + 3]);
    }
    for (int k = 0; i + 1 < block[0].length && k < BLOCK; k++) {
      next[i + 1] += block[k][i + 1] * block[k][i + 1];
    }
  }

  /** Two columns and four rows at once: as many as fit into a core's registers. */
  private static void sweep(
      double[] sums, double[] next, double[] a, double[] b, double[] c, double[] d) {
    int i = sums.length - 1;
    int other = Math.min(i + 1, a.length - 1);
    double a0 = a[i];
    double b0 = b[i];
    double c0 = c[i];
    double d0 = d[i];
    double a1 = a[other];
    double b1 = b[other];
    double c1 = c[other];
    double d1 = d[other];
    for (int j = 0; j < sums.length; j++) {
      double x = a[j];
      double y = b[j];
      double z = c[j];
      double w = d[j];
      sums[j] += a0 * x + b0 * y + c0 * z + d0 * w;
      next[j] += a1 * x + b1 * y + c1 * z + d1 * w;
    }
  }
}
