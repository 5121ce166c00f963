package org.stockpot.merge;

import java.util.Arrays;
import org.stockpot.task.matrix.Rows;
import org.stockpot.task.matrix.SymmetricEigenvalues;

/**
 * The singular value decomposition {@code A = Σ_k s_k u_k v_kᵀ} of a matrix of numbers that were
 * floats, in the order of falling singular values, without directions whose singular value is below
 * 1e-6 of the largest: there floats hold nothing but their rounding.
 *
 * <p>From the eigenvectors of the smaller of {@code A Aᵀ} and {@code Aᵀ A}, which is several times
 * as fast as a decomposition of A; what that loses lies below the directions that are left out.
 */
final class Svd {

  private static final double LEAST = 1e-6;

  private final double[][] u;
  private final double[] s;
  private final double[][] v;

  private Svd(double[][] u, double[] s, double[][] v) {
    this.u = u;
    this.s = s;
    this.v = v;
  }

  /** Returns the left singular vectors, one a row. */
  double[][] u() {
    return u;
  }

  /** Returns the singular values. */
  double[] s() {
    return s;
  }

  /** Returns the right singular vectors, one a row. */
  double[][] v() {
    return v;
  }

  /** Decomposes a matrix as far as its largest singular values. */
  static Svd of(double[][] a, int most) {
    if (a.length > a[0].length) {
      Svd turned = of(transposed(a), most);
      return new Svd(turned.v, turned.s, turned.u);
    }
    SymmetricEigenvalues.Pairs squares = SymmetricEigenvalues.largest(rowProducts(a), most);
    double[] values = squares.values();
    int rank = 0;
    while (rank < values.length && values[0] > 0 && values[rank] > LEAST * LEAST * values[0]) {
      rank++;
    }
    double[][] u = Arrays.copyOf(squares.vectors(), rank);
    double[] s = new double[rank];
    double[][] v = new double[rank][];
    for (int k = 0; k < rank; k++) {
      v[k] = Rows.combined(u[k], a, a[0].length);
      s[k] = Math.sqrt(Vectors.dot(v[k], v[k]));
      scale(1 / s[k], v[k]);
    }
    return new Svd(u, s, v);
  }

  /** Returns {@code Σ_k f_k u_k v_kᵀ} in the shape of a matrix. */
  static double[][] product(double[][] u, double[] factors, double[][] v, double[][] like) {
    double[][] product = new double[like.length][];
    double[] row = new double[u.length];
    for (int i = 0; i < product.length; i++) {
      for (int k = 0; k < row.length; k++) {
        row[k] = factors[k] * u[k][i];
      }
      product[i] = Rows.combined(row, v, like[0].length);
    }
    return product;
  }

  /** Returns the products of rows, up to the diagonal. */
  private static double[][] rowProducts(double[][] a) {
    double[][] columns = transposed(a);
    double[][] products = new double[a.length][];
    for (int i = 0; i < a.length; i++) {
      products[i] = Rows.combined(a[i], columns, i + 1);
    }
    return products;
  }

  private static double[][] transposed(double[][] a) {
    double[][] turned = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < turned.length; j++) {
        turned[j][i] = a[i][j];
      }
    }
    return turned;
  }

  private static void scale(double factor, double[] vector) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= factor;
    }
  }
}
