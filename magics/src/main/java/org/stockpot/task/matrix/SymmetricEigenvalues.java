package org.stockpot.task.matrix;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.stockpot.task.work.Interrupts;

/**
 * Eigenvalues of a symmetric matrix, and as many eigenvectors as are wanted, in double:
 * Householder's reduction to a tridiagonal one, then the QL algorithm with implicit shifts (Golub,
 * Van Loan, "Matrix Computations", 4th edition, §8.3). Libraries compute all vectors, column by
 * column, in a time that grows with the cube of the size even where the matrix is tridiagonal.
 *
 * <p>Each is right to about a rounding of the largest magnitude. Squares of entries must be in a
 * double's range, as those of products of floats are.
 *
 * <p>Example: {@code SymmetricEigenvalues.of(new double[][] {{2}, {1, 2}})} is 3 and 1.
 */
public final class SymmetricEigenvalues {

  private static final int MOST_SWEEPS = 60;

  private final double[] diagonal;

  /** At i what stands beside places i - 1 and i. */
  private final double[] beside;

  /** Eigenvectors of the tridiagonal matrix, one a row; none if they are not wanted. */
  private final double[][] vectors;

  private SymmetricEigenvalues(double[] diagonal, double[] beside, double[][] vectors) {
    this.diagonal = diagonal;
    this.beside = beside;
    this.vectors = vectors;
  }

  /** Some eigenvalues with their eigenvectors. */
  public static final class Pairs {
    private final double[] values;
    private final double[][] vectors;

    private Pairs(double[] values, double[][] vectors) {
      this.values = values;
      this.vectors = vectors;
    }

    /**
     * Returns the eigenvalues.
     *
     * @return the largest first
     */
    public double[] values() {
      return values;
    }

    /**
     * Returns the eigenvectors.
     *
     * @return for each value a vector of length 1, orthogonal to the others
     */
    public double[][] vectors() {
      return vectors;
    }
  }

  /**
   * Returns the largest eigenvalues of a matrix and their eigenvectors.
   *
   * @param lower as of {@link #of}; modified
   * @param most how many to return, if there are as many
   * @return the pairs
   * @throws ArithmeticException as {@link #of}
   */
  public static Pairs largest(double[][] lower, int most) {
    int size = lower.length;
    double[][] ones = new double[size][size];
    for (int i = 0; i < size; i++) {
      ones[i][i] = 1;
    }
    SymmetricEigenvalues all = new SymmetricEigenvalues(new double[size], new double[size], ones);
    all.reduce(lower);
    all.iterate();
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -all.diagonal[i]))
            .limit(most)
            .mapToInt(i -> i)
            .toArray();
    return new Pairs(
        Arrays.stream(order).mapToDouble(i -> all.diagonal[i]).toArray(),
        Arrays.stream(order).mapToObj(i -> reflected(lower, ones[i])).toArray(double[][]::new));
  }

  /** Takes a vector of the tridiagonal matrix back through the reflections that made it. */
  private static double[] reflected(double[][] reduced, double[] vector) {
    for (int i = 1; i < reduced.length; i++) {
      double[] u = reduced[i];
      double twice = Rows.product(u, u, i);
      if (twice > 0) {
        Rows.add(vector, -2 * Rows.product(u, vector, i) / twice, u, i);
      }
    }
    return vector;
  }

  /**
   * Returns all eigenvalues of a matrix.
   *
   * @param lower entry (i, j) of {@code j <= i} in {@code [i][j]}, where rows may go on behind
   *     that; modified
   * @return the eigenvalues, the largest first
   * @throws ArithmeticException if they do not converge, as those of numbers that are not finite
   */
  public static double[] of(double[][] lower) {
    int size = lower.length;
    SymmetricEigenvalues values =
        new SymmetricEigenvalues(new double[size], new double[size], new double[0][]);
    values.reduce(lower);
    return values.sorted();
  }

  /**
   * Returns all eigenvalues of a matrix that is tridiagonal.
   *
   * @param diagonal its diagonal
   * @param beside the numbers beside it, one fewer
   * @return the eigenvalues, the largest first
   * @throws ArithmeticException if they do not converge, as those of numbers that are not finite
   */
  public static double[] ofTridiagonal(double[] diagonal, double[] beside) {
    double[] shifted = new double[diagonal.length];
    System.arraycopy(beside, 0, shifted, Math.min(1, shifted.length), beside.length);
    return new SymmetricEigenvalues(diagonal.clone(), shifted, new double[0][]).sorted();
  }

  private double[] sorted() {
    iterate();
    Arrays.sort(diagonal);
    return IntStream.range(0, diagonal.length)
        .mapToDouble(i -> diagonal[diagonal.length - 1 - i])
        .toArray();
  }

  /** Makes the matrix tridiagonal, from its last row up. */
  private void reduce(double[][] a) {
    for (int i = a.length - 1; i > 0; i--) {
      Interrupts.check();
      double[] row = a[i];
      double norm = Math.sqrt(Rows.product(row, row, i));
      diagonal[i] = row[i];
      if (norm == 0) {
        continue;
      }
      double length = row[i - 1] > 0 ? -norm : norm;
      beside[i] = length;
      reflect(a, i, norm * norm - row[i - 1] * length, length);
    }
    if (a.length > 0) {
      diagonal[0] = a[0][0];
    }
  }

  /** Reflects the rows above row i by it: {@code A <- (1 - u u^T / h) A (1 - u u^T / h)}. */
  private static void reflect(double[][] a, int i, double h, double length) {
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
    if (n == 0) {
      return;
    }
    System.arraycopy(beside, 1, beside, 0, n - 1);
    beside[n - 1] = 0;
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
      if (Math.abs(beside[end]) <= Math.ulp(1.0) * near) {
        break;
      }
      end++;
    }
    return end;
  }

  /** One QL step with Wilkinson's shift between two places. */
  private void sweep(int low, int end) {
    double g = (diagonal[low + 1] - diagonal[low]) / (2 * beside[low]);
    double r = Math.hypot(g, 1);
    g = diagonal[end] - diagonal[low] + beside[low] / (g + (g >= 0 ? r : -r));
    double sine = 1;
    double cosine = 1;
    double shift = 0;
    for (int i = end - 1; i >= low; i--) {
      double f = sine * beside[i];
      double b = cosine * beside[i];
      r = Math.sqrt(f * f + g * g);
      beside[i + 1] = r;
      if (r == 0) {
        diagonal[i + 1] -= shift;
        beside[end] = 0;
        return;
      }
      sine = f / r;
      cosine = g / r;
      g = diagonal[i + 1] - shift;
      r = (diagonal[i] - g) * sine + 2 * cosine * b;
      shift = sine * r;
      diagonal[i + 1] = g + shift;
      g = cosine * r - b;
      if (vectors.length > 0) {
        rotate(vectors[i], vectors[i + 1], sine, cosine);
      }
    }
    diagonal[low] -= shift;
    beside[low] = g;
    beside[end] = 0;
  }

  private static void rotate(double[] low, double[] high, double sine, double cosine) {
    for (int k = 0; k < low.length; k++) {
      double before = high[k];
      high[k] = sine * low[k] + cosine * before;
      low[k] = cosine * low[k] - sine * before;
    }
  }
}
