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
  private static final int SWEEP = 8;

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
            for (int i = share; i < size; i += threads) {
              add(block, i, product[i]);
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

  /** Adds the products of column i with those up to it. */
  private static void add(double[][] block, int i, double[] sums) {
    for (int k = 0; k < BLOCK; k += SWEEP) {
      sweep(
          sums,
          i,
          block[k],
          block[k + 1],
          block[k + 2],
          block[k + 3],
          block[k + 4],
          block[k + 5],
          block[k + 6],
          block[k + 7]);
    }
  }

  /** Eight rows at once: as many as make loading and storing the sums cheap. */
  private static void sweep(
      double[] sums,
      int i,
      double[] a,
      double[] b,
      double[] c,
      double[] d,
      double[] e,
      double[] f,
      double[] g,
      double[] h) {
    double a0 = a[i];
    double b0 = b[i];
    double c0 = c[i];
    double d0 = d[i];
    double e0 = e[i];
    double f0 = f[i];
    double g0 = g[i];
    double h0 = h[i];
    for (int j = 0; j < sums.length; j++) {
      sums[j] +=
          a0 * a[j] + b0 * b[j] + c0 * c[j] + d0 * d[j] + e0 * e[j] + f0 * f[j] + g0 * g[j]
              + h0 * h[j];
    }
  }
}
