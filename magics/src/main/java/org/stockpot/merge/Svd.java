package org.stockpot.merge;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

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
    EigenDecomposition squares =
        new EigenDecomposition(new Array2DRowRealMatrix(rowProducts(a), false));
    double[] values = squares.getRealEigenvalues();
    int rank = 0;
    while (rank < Math.min(most, values.length)
        && values[0] > 0
        && values[rank] > LEAST * LEAST * values[0]) {
      rank++;
    }
    double[][] u = new double[rank][];
    double[] s = new double[rank];
    double[][] v = new double[rank][a[0].length];
    for (int k = 0; k < rank; k++) {
      u[k] = squares.getV().getColumn(k);
      for (int i = 0; i < a.length; i++) {
        add(u[k][i], a[i], v[k]);
      }
      s[k] = Math.sqrt(Vectors.dot(v[k], v[k]));
      scale(1 / s[k], v[k]);
    }
    return new Svd(u, s, v);
  }

  /** Returns {@code Σ_k f_k u_k v_kᵀ} in the shape of a matrix. */
  static double[][] product(double[][] u, double[] factors, double[][] v, double[][] like) {
    double[][] product = new double[like.length][like[0].length];
    for (int i = 0; i < product.length; i++) {
      for (int k = 0; k < u.length; k++) {
        add(factors[k] * u[k][i], v[k], product[i]);
      }
    }
    return product;
  }

  private static double[][] rowProducts(double[][] a) {
    double[][] products = new double[a.length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j <= i; j++) {
        products[i][j] = Vectors.dot(a[i], a[j]);
        products[j][i] = products[i][j];
      }
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

  /** Adds a multiple of one vector to another. */
  static void add(double factor, double[] vector, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * vector[i];
    }
  }

  private static void scale(double factor, double[] vector) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= factor;
    }
  }
}
