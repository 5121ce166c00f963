package org.stockpot.task.matrix;

import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.stockpot.task.work.Interrupts;

/** Solves symmetric linear systems {@code S X = R} whose matrix has no negative eigenvalue. */
public final class SymmetricSystem {

  /** How little may be left of a diagonal entry of a matrix that counts as regular. */
  private static final double LEAST = 1e-10;

  private SymmetricSystem() {}

  /**
   * Solves a system by Cholesky's decomposition of S, scaled to a diagonal of ones.
   *
   * @param s S, of which rows up to the diagonal are read
   * @param r R, one row for each of S; may have no columns
   * @return X; empty if S is singular or nearly so, which is where less than 1e-10 of a diagonal
   *     entry is left when what the entries before it explain is taken away
   */
  public static Optional<double[][]> solve(double[][] s, double[][] r) {
    int n = s.length;
    double[] scale = new double[n];
    for (int i = 0; i < n; i++) {
      scale[i] = 1 / Math.sqrt(s[i][i]);
      if (!(s[i][i] > 0)) {
        return Optional.empty();
      }
    }
    double[][] lower = new double[n][];
    for (int i = 0; i < n; i++) {
      Interrupts.check();
      lower[i] = new double[i + 1];
      for (int j = 0; j < i; j++) {
        double entry = s[i][j] * scale[i] * scale[j];
        lower[i][j] = (entry - Rows.product(lower[i], lower[j], j)) / lower[j][j];
      }
      double left = 1 - Rows.product(lower[i], lower[i], i);
      if (!(left > LEAST)) {
        return Optional.empty();
      }
      lower[i][i] = Math.sqrt(left);
    }
    return Optional.of(substituted(lower, scale, r));
  }

  private static double[][] substituted(double[][] lower, double[] scale, double[][] r) {
    int n = lower.length;
    double[][] x = new double[n][];
    for (int i = 0; i < n; i++) {
      Interrupts.check();
      x[i] = r[i].clone();
      times(x[i], scale[i]);
      for (int k = 0; k < i; k++) {
        Rows.add(x[i], -lower[i][k], x[k], x[i].length);
      }
      times(x[i], 1 / lower[i][i]);
    }
    for (int i = n - 1; i >= 0; i--) {
      Interrupts.check();
      times(x[i], 1 / lower[i][i]);
      for (int k = 0; k < i; k++) {
        Rows.add(x[k], -lower[i][k], x[i], x[i].length);
      }
    }
    for (int i = 0; i < n; i++) {
      times(x[i], scale[i]);
    }
    return x;
  }

  private static void times(double[] row, double factor) {
    for (int i = 0; i < row.length; i++) {
      row[i] *= factor;
    }
  }

  /**
   * Returns the projection of columns onto what a matrix reaches, and the solution of least norm
   * there, by its eigenvectors: {@code S⁺ R} and {@code S⁺ S Y}. Eigenvalues below n·2⁻⁵² of the
   * largest count as 0. Takes the cube of the number of rows, several times over.
   *
   * @param s S, whole
   * @param r R
   * @param y Y
   * @return both, one below the other
   */
  public static double[][][] leastNorm(double[][] s, double[][] r, double[][] y) {
    int n = s.length;
    EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(s, false));
    double[] values = eigen.getRealEigenvalues();
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, value);
    }
    double[][] solution = new double[n][r[0].length];
    double[][] reached = new double[n][y[0].length];
    for (int k = 0; k < n; k++) {
      Interrupts.check();
      if (values[k] > n * Math.ulp(1.0) * largest) {
        double[] v = eigen.getEigenvector(k).toArray();
        addAlong(v, r, 1 / values[k], solution);
        addAlong(v, y, 1, reached);
      }
    }
    return new double[][][] {solution, reached};
  }

  /** Adds {@code factor v vᵀ from}. */
  private static void addAlong(double[] v, double[][] from, double factor, double[][] into) {
    double[] along = new double[from[0].length];
    for (int i = 0; i < v.length; i++) {
      Rows.add(along, factor * v[i], from[i], along.length);
    }
    for (int i = 0; i < v.length; i++) {
      Rows.add(into[i], v[i], along, along.length);
    }
  }
}
