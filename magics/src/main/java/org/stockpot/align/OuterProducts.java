package org.stockpot.align;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.task.work.Interrupts;
import org.stockpot.task.work.Workers;

/**
 * Sums of outer products, which are products of matrices: {@code sums[u][v] += sum_k a[k][u]
 * b[k][v]}.
 *
 * <p>Rows of b are taken panel by panel, so that they stay in a cache, and four at a time: of more
 * Java's compiler makes no vectors, and is less than half as fast. Bits do not depend on how rows
 * of sums are shared among threads.
 */
final class OuterProducts {

  private static final int PANEL = 64;

  /** So many products are worth another thread. */
  private static final long WORTH_A_THREAD = 4_000_000;

  private OuterProducts() {}

  /**
   * Adds products on as many threads as there are processors, if they are worth it.
   *
   * @param sums one row for each column of a; modified
   * @param a one row for each product
   * @param b as many rows
   */
  static void add(double[][] sums, double[][] a, double[][] b) {
    if (a.length == 0 || sums.length == 0) {
      return;
    }
    long products = (long) sums.length * sums[0].length * a.length;
    int most = Math.min(Runtime.getRuntime().availableProcessors(), sums.length);
    int threads = (int) Math.max(1, Math.min(most, products / WORTH_A_THREAD));
    List<int[]> ranges = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      ranges.add(new int[] {sums.length * t / threads, sums.length * (t + 1) / threads});
    }
    Workers.map(
        threads,
        ranges,
        range -> {
          add(sums, range[0], range[1], a, b);
          return range;
        });
  }

  private static void add(double[][] sums, int from, int to, double[][] a, double[][] b) {
    for (int first = 0; first < a.length; first += PANEL) {
      Interrupts.check();
      int last = Math.min(a.length, first + PANEL);
      for (int u = from; u < to; u++) {
        add(sums[u], u, a, b, first, last);
      }
    }
  }

  private static void add(double[] sum, int u, double[][] a, double[][] b, int first, int last) {
    int k = first;
    for (; k + 3 < last; k += 4) {
      addFour(sum, u, a, b, k);
    }
    for (; k < last; k++) {
      double factor = a[k][u];
      double[] row = b[k];
      for (int v = 0; v < sum.length; v++) {
        sum[v] += factor * row[v];
      }
    }
  }

  private static void addFour(double[] sum, int u, double[][] a, double[][] b, int k) {
    double a0 = a[k][u];
    double a1 = a[k + 1][u];
    double a2 = a[k + 2][u];
    double a3 = a[k + 3][u];
    double[] b0 = b[k];
    double[] b1 = b[k + 1];
    double[] b2 = b[k + 2];
    double[] b3 = b[k + 3];
    for (int v = 0; v < sum.length; v++) {
      sum[v] += a0 * b0[v] + a1 * b1[v] + (a2 * b2[v] + a3 * b3[v]);
    }
  }
}
