package org.stockpot.similarity;

import org.stockpot.task.work.Interrupts;

/**
 * Eigenvalues of a symmetric matrix: Householder's reduction to a tridiagonal one, then the QL
 * algorithm with implicit shifts. Golub, Van Loan, "Matrix Computations", 4th edition, §8.3. Squares
 * of entries must be in a double's range, as those of products of floats are.
 */
final class SymmetricEigenvalues {

  private static final int MOST_SWEEPS = 60;

  private final double[][] a;
  private final double[] diagonal;
  private final double[] below;

  private SymmetricEigenvalues(double[][] lower) {
    a = lower;
    diagonal = new double[lower.length];
    below = new double[lower.length];
  }

  /**
   * Returns all eigenvalues, in no order.
   *
   * @param lower entry (i, j) of j <= i in {@code [i][j]}; modified
   */
  static double[] of(double[][] lower) {
    SymmetricEigenvalues values = new SymmetricEigenvalues(lower);
    values.reduce();
    values.iterate();
    return values.diagonal;
  }

  /** Makes the matrix tridiagonal, from its last row up. */
  private void reduce() {
    for (int i = a.length - 1; i > 0; i--) {
      Interrupts.check();
      double[] row = a[i];
      double norm = Math.sqrt(Rows.product(row, row, i));
      diagonal[i] = row[i];
      if (norm == 0) {
        continue;
      }
      double length = row[i - 1] > 0 ? -norm : norm;
      below[i] = length;
      reflect(i, norm * norm - row[i - 1] * length, length);
    }
    diagonal[0] = a[0][0];
  }

  /** Reflects the rows above row i by it: {@code A <- (1 - u u^T / h) A (1 - u u^T / h)}. */
  private void reflect(int i, double h, double length) {
    double[] u = a[i];
    u[i - 1] -= length;
    double[] p = new double[i];
    for (int j = 0; j < i; j++) {
      double[] row = a[j];
      p[j] += Rows.product(row, u, j + 1);
      Rows.add(p, u[j], row, j);
    }
    double half = 0;
    for (int j = 0; j < i; j++) {
      p[j] /= h;
      half += u[j] * p[j] / (2 * h);
    }
    for (int j = 0; j < i; j++) {
      p[j] -= half * u[j];
    }
    for (int j = 0; j < i; j++) {
      Rows.add(a[j], -u[j], p, j + 1);
      Rows.add(a[j], -p[j], u, j + 1);
    }
  }

  private void iterate() {
    int n = diagonal.length;
    System.arraycopy(below, 1, below, 0, n - 1);
    below[n - 1] = 0;
    for (int low = 0; low < n; low++) {
      int sweeps = 0;
      for (int end = split(low); end != low; end = split(low)) {
        if (++sweeps > MOST_SWEEPS) {
          throw new ArithmeticException("eigenvalues did not converge");
        }
        sweep(low, end);
      }
    }
  }

  /** Returns the first place from one on whose entry below the diagonal is as good as 0. */
  private int split(int low) {
    int end = low;
    while (end < diagonal.length - 1) {
      double near = Math.abs(diagonal[end]) + Math.abs(diagonal[end + 1]);
      if (Math.abs(below[end]) <= Math.ulp(1.0) * near) {
        break;
      }
      end++;
    }
    return end;
  }

  /** One QL step with Wilkinson's shift between two places. */
  private void sweep(int low, int end) {
    double g = (diagonal[low + 1] - diagonal[low]) / (2 * below[low]);
    double r = Math.hypot(g, 1);
    g = diagonal[end] - diagonal[low] + below[low] / (g + (g >= 0 ? r : -r));
    double sine = 1;
    double cosine = 1;
    double shift = 0;
    for (int i = end - 1; i >= low; i--) {
      double f = sine * below[i];
      double b = cosine * below[i];
      r = Math.sqrt(f * f + g * g);
      below[i + 1] = r;
      if (r == 0) {
        diagonal[i + 1] -= shift;
        below[end] = 0;
        return;
      }
      sine = f / r;
      cosine = g / r;
      g = diagonal[i + 1] - shift;
      r = (diagonal[i] - g) * sine + 2 * cosine * b;
      shift = sine * r;
      diagonal[i + 1] = g + shift;
      g = cosine * r - b;
    }
    diagonal[low] -= shift;
    below[low] = g;
    below[end] = 0;
  }
}
