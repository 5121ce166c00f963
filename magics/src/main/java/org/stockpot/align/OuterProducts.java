package org.stockpot.align;

/** Sums of outer products, eight at a time, in loops that Java's compiler makes vectors of. */
final class OuterProducts {

  /** How many outer products are added together. */
  static final int TOGETHER = 8;

  private OuterProducts() {}

  /**
   * Adds {@code sum_k a[k][u] b[k][v]} to the rows u of some sums.
   *
   * @param sums one row per unit of one network, one column per unit of the other; modified
   * @param from the first row
   * @param to the row behind the last
   * @param a eight rows over the units of one network
   * @param b eight rows over the units of the other
   */
  static void add(double[][] sums, int from, int to, double[][] a, double[][] b) {
    for (int u = from; u < to; u++) {
      add(sums[u], u, a, b);
    }
  }

  private static void add(double[] sum, int u, double[][] a, double[][] b) {
    double a0 = a[0][u];
    double a1 = a[1][u];
    double a2 = a[2][u];
    double a3 = a[3][u];
    double a4 = a[4][u];
    double a5 = a[5][u];
    double a6 = a[6][u];
    double a7 = a[7][u];
    double[] b0 = b[0];
    double[] b1 = b[1];
    double[] b2 = b[2];
    double[] b3 = b[3];
    double[] b4 = b[4];
    double[] b5 = b[5];
    double[] b6 = b[6];
    double[] b7 = b[7];
    for (int v = 0; v < sum.length; v++) {
      double first = a0 * b0[v] + a1 * b1[v] + a2 * b2[v] + a3 * b3[v];
      sum[v] += first + (a4 * b4[v] + a5 * b5[v] + a6 * b6[v] + a7 * b7[v]);
    }
  }
}
