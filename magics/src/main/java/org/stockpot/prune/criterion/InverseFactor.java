package org.stockpot.prune.criterion;

/**
 * The upper triangular U of {@code G⁻¹ = UᵀU}, G damped moments of inputs. With J the reversal of
 * rows and columns and {@code J G J = L Lᵀ} by Cholesky, {@code U = J L⁻¹ J}, so that one
 * decomposition and one triangular inverse give it.
 */
final class InverseFactor {

  private static final double DAMPING = 0.01;

  private final double[][] rows;
  private final boolean[] dead;

  private InverseFactor(double[][] rows, boolean... dead) {
    this.rows = rows;
    this.dead = dead;
  }

  static InverseFactor of(double[] gram, int n) {
    double mean = 0;
    for (int i = 0; i < n; i++) {
      mean += gram[i * n + i] / n;
    }
    boolean[] dead = new boolean[n];
    double[][] l = new double[n][];
    for (int i = 0; i < n; i++) {
      int own = n - 1 - i;
      dead[own] = gram[own * n + own] == 0;
      l[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        l[i][j] = gram[own * n + n - 1 - j];
      }
      l[i][i] += mean == 0 ? 1 : DAMPING * mean;
    }
    decompose(l);
    return new InverseFactor(inverse(l), dead);
  }

  /** Replaces a lower triangle by that of its Cholesky decomposition. */
  private static void decompose(double[]... l) {
    for (int i = 0; i < l.length; i++) {
      for (int j = 0; j < i; j++) {
        l[i][j] = (l[i][j] - product(l[i], l[j], j)) / l[j][j];
      }
      l[i][i] = Math.sqrt(l[i][i] - product(l[i], l[i], i));
    }
  }

  private static double product(double[] a, double[] b, int count) {
    double sum = 0;
    for (int k = 0; k < count; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  /** Returns U: row i has the entries from the diagonal on. */
  private static double[][] inverse(double[]... l) {
    int n = l.length;
    double[][] inverse = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] row = new double[i + 1];
      row[i] = 1;
      for (int k = i; k >= 0; k--) {
        row[k] /= l[k][k];
        for (int j = 0; j < k; j++) {
          row[j] -= row[k] * l[k][j];
        }
      }
      inverse[i] = row;
    }
    double[][] upper = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] row = inverse[n - 1 - i];
      upper[i] = new double[row.length];
      for (int j = 0; j < row.length; j++) {
        upper[i][j] = row[row.length - 1 - j];
      }
    }
    return upper;
  }

  int size() {
    return rows.length;
  }

  /** Returns 1 / U_jj; 0 for an input that is always 0. */
  double scale(int j) {
    return dead[j] ? 0 : 1 / rows[j][0];
  }

  /** Removes a weight of a row, and makes up for it by those behind it. */
  void compensate(int j, double[] row) {
    double error = row[j] / rows[j][0];
    for (int k = 1; k < rows[j].length; k++) {
      row[j + k] -= error * rows[j][k];
    }
    row[j] = 0;
  }
}
