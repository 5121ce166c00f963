package org.stockpot.curvature.gradient;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.stockpot.task.work.Interrupts;

/**
 * Eigenvalues of a symmetric matrix whose entries are known: Householder's reduction to three
 * diagonals, then halving of intervals by Sturm's count (Golub, Van Loan, "Matrix Computations",
 * §8.3.1, §8.4.1), both in double.
 */
final class SymmetricMatrix {

  private static final int HALVINGS = 100;

  private SymmetricMatrix() {}

  /** Returns the eigenvalues, the largest first; the matrix is left as it is. */
  static double[] eigenvalues(double[][] matrix) {
    int size = matrix.length;
    double[][] a = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    double[] beside = new double[Math.max(0, size - 1)];
    for (int k = 0; k < size - 1; k++) {
      Interrupts.check();
      beside[k] = reduce(a, k);
    }
    double[] main = IntStream.range(0, size).mapToDouble(i -> a[i][i]).toArray();
    double bound = 0;
    for (int i = 0; i < size; i++) {
      double left = i == 0 ? 0 : Math.abs(beside[i - 1]);
      double right = i + 1 == size ? 0 : Math.abs(beside[i]);
      bound = Math.max(bound, Math.abs(main[i]) + left + right);
    }
    double radius = bound;
    return IntStream.range(0, size)
        .parallel()
        .mapToDouble(place -> eigenvalue(main, beside, size - 1 - place, radius))
        .toArray();
  }

  /** Reflects so that row k has nothing beyond its second diagonal; returns what is left there. */
  private static double reduce(double[][] a, int k) {
    int size = a.length;
    double tail = 0;
    for (int i = k + 1; i < size; i++) {
      tail += a[i][k] * a[i][k];
    }
    double norm = Math.sqrt(tail);
    double head = a[k + 1][k];
    if (norm == 0 || tail == head * head) {
      return head;
    }
    double alpha = head > 0 ? -norm : norm;
    double[] v = new double[size];
    for (int i = k + 1; i < size; i++) {
      v[i] = a[i][k];
    }
    v[k + 1] -= alpha;
    double scale = 1 / (tail - alpha * head);
    double[] p = new double[size];
    IntStream.range(k + 1, size).parallel().forEach(i -> p[i] = scale * dot(a[i], v, k + 1));
    double share = scale * dot(p, v, k + 1) / 2;
    for (int i = k + 1; i < size; i++) {
      p[i] -= share * v[i];
    }
    IntStream.range(k + 1, size)
        .parallel()
        .forEach(
            i -> {
              for (int j = k + 1; j < size; j++) {
                a[i][j] -= v[i] * p[j] + p[i] * v[j];
              }
            });
    return alpha;
  }

  private static double dot(double[] x, double[] y, int from) {
    double sum = 0;
    for (int i = from; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  /** Returns the eigenvalue that so many others lie below. */
  private static double eigenvalue(double[] main, double[] beside, int below, double radius) {
    double low = -radius;
    double high = radius;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (middle == low || middle == high) {
        break;
      }
      if (below(main, beside, middle) > below) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return (low + high) / 2;
  }

  private static int below(double[] main, double[] beside, double x) {
    int count = 0;
    double pivot = 1;
    for (int i = 0; i < main.length; i++) {
      double left = i == 0 ? 0 : beside[i - 1] * beside[i - 1] / pivot;
      pivot = main[i] - x - left;
      if (pivot == 0) {
        pivot = -Double.MIN_NORMAL;
      }
      count += pivot < 0 ? 1 : 0;
    }
    return count;
  }
}
