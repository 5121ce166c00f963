package org.stockpot.curvature;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/** The eigenvalues of an operator's projection on a basis, the largest first, with residuals. */
final class Ritz {

  /** What float32 leaves of a residual that is 0, as a share of the largest magnitude. */
  static final double FLOAT = 1e-6;

  private final double[] values;
  private final RealMatrix vectors;
  private final double[] residuals;
  private final double scale;

  /**
   * Decomposes a projection.
   *
   * @param matrix V^T A V in its first rows and columns
   * @param size how many vectors V has
   * @param next the length of what A adds to the last of them outside of the basis
   * @param dropped the longest such vector that was taken for 0
   */
  Ritz(double[][] matrix, int size, double next, double dropped) {
    RealMatrix whole = new Array2DRowRealMatrix(matrix, false);
    EigenDecomposition eigen = new EigenDecomposition(whole.getSubMatrix(0, size - 1, 0, size - 1));
    values = eigen.getRealEigenvalues();
    vectors = eigen.getV();
    scale = Math.max(Math.abs(values[0]), Math.abs(values[size - 1]));
    double least = Math.max(dropped, FLOAT * scale);
    residuals = new double[size];
    for (int i = 0; i < size; i++) {
      residuals[i] = Math.max(next * Math.abs(vectors.getEntry(size - 1, i)), least);
    }
  }

  int size() {
    return values.length;
  }

  double value(int i) {
    return values[i];
  }

  /** Returns the largest magnitude. */
  double scale() {
    return scale;
  }

  /**
   * Returns an eigenvalue.
   *
   * @param i its place, the largest first
   * @param allowed the largest error of a converged one
   */
  Eigenvalue eigenvalue(int i, double allowed) {
    double residual = residuals[i];
    double gap = Double.POSITIVE_INFINITY;
    if (i > 0) {
      gap = values[i - 1] - values[i];
    }
    if (i + 1 < values.length) {
      gap = Math.min(gap, values[i] - values[i + 1]);
    }
    double error = gap > residual ? residual * residual / gap : residual;
    return new Eigenvalue(values[i], residual, error, error <= allowed);
  }

  /** Returns how the vectors of some eigenvalues are combined of the basis, a column for each. */
  double[][] combinations(int... places) {
    double[][] columns = new double[values.length][places.length];
    for (int k = 0; k < values.length; k++) {
      for (int j = 0; j < places.length; j++) {
        columns[k][j] = vectors.getEntry(k, places[j]);
      }
    }
    return columns;
  }
}
