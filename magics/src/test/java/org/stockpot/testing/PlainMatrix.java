package org.stockpot.testing;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.stockpot.task.analysis.SymmetricOperator;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

/** A symmetric matrix whose eigenvalues are known, as an operator on one slot. */
public final class PlainMatrix implements SymmetricOperator {

  private final Layout layout;
  private final double[][] entries;

  private PlainMatrix(Layout layout, double[]... entries) {
    this.layout = layout;
    this.entries = entries;
  }

  /** Returns a matrix as it is. */
  public static PlainMatrix of(double[]... entries) {
    return new PlainMatrix(layout(entries.length), entries);
  }

  /** Returns the layout of so many weights in one slot. */
  public static Layout layout(int size) {
    return Layout.builder().add("w", Role.WEIGHT, size, 1).build();
  }

  /** Returns a matrix with eigenvalues in directions turned by random reflections. */
  public static PlainMatrix withSpectrum(long seed, double... eigenvalues) {
    int n = eigenvalues.length;
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      a[i][i] = eigenvalues[i];
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int turn = 0; turn < 3; turn++) {
      reflect(a, random.doubles(n, -1, 1).toArray());
    }
    return of(a);
  }

  /** A becomes H A H of the reflection H = I - 2 u u^T / u^T u. */
  private static void reflect(double[][] a, double[] u) {
    int n = u.length;
    double length = Arrays.stream(u).map(x -> x * x).sum();
    double[] au = new double[n];
    double uau = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        au[i] += a[i][j] * u[j];
      }
      uau += u[i] * au[i];
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i][j] +=
            -2 / length * (u[i] * au[j] + au[i] * u[j]) + 4 * uau / length / length * u[i] * u[j];
      }
    }
  }

  @Override
  public Layout layout() {
    return layout;
  }

  /** Returns an entry. */
  public double entry(int row, int column) {
    return entries[row][column];
  }

  @Override
  public Point times(Point v) {
    return Point.build(
        layout,
        values -> {
          for (int i = 0; i < values.length; i++) {
            double sum = 0;
            for (int j = 0; j < values.length; j++) {
              sum += entries[i][j] * v.at(j);
            }
            values[i] = (float) sum;
          }
        });
  }
}
