package org.stockpot.task.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SymmetricEigenvaluesTest {

  private static final int SIZE = 30;

  /** Returns what is on and below the diagonal. */
  private static double[][] lower(double[][] matrix) {
    return IntStream.range(0, matrix.length)
        .mapToObj(i -> Arrays.copyOf(matrix[i], i + 1))
        .toArray(double[][]::new);
  }

  /** The second difference on a line has eigenvalues 2 + 2 cos(k π / (n + 1)). */
  @Test
  void ofASecondDifference() {
    double[][] second = new double[SIZE][SIZE];
    for (int i = 0; i < SIZE; i++) {
      second[i][i] = 2;
      if (i > 0) {
        second[i][i - 1] = -1;
        second[i - 1][i] = -1;
      }
    }
    double[] expected =
        IntStream.range(0, SIZE)
            .mapToDouble(i -> 2 + 2 * Math.cos(Math.PI * (i + 1) / (SIZE + 1)))
            .toArray();
    double[][] full = reflected(second);
    assertArrayEquals(expected, SymmetricEigenvalues.of(lower(full)), 1e-12);
    assertArrayEquals(expected, SymmetricEigenvalues.of(full), 1e-12, "rows may go on");
    assertArrayEquals(expected, SymmetricEigenvalues.of(second), 1e-12);
    double[] main = new double[SIZE];
    double[] beside = new double[SIZE - 1];
    Arrays.fill(main, 2);
    Arrays.fill(beside, -1);
    assertArrayEquals(expected, SymmetricEigenvalues.ofTridiagonal(main, beside), 1e-12);
  }

  @Test
  void ofSmallMatrices() {
    assertArrayEquals(
        new double[] {3, 1}, SymmetricEigenvalues.of(new double[][] {{2}, {1, 2}}), 1e-12);
    assertArrayEquals(new double[] {0, 0}, SymmetricEigenvalues.of(new double[][] {{0}, {0, 0}}));
    assertArrayEquals(new double[] {3}, SymmetricEigenvalues.of(new double[][] {{3}}));
    assertArrayEquals(new double[] {7}, SymmetricEigenvalues.of(new double[][] {{7}}), 1e-12);
    assertArrayEquals(
        new double[] {3, 0, 0},
        SymmetricEigenvalues.of(new double[][] {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}}),
        1e-12);
    double[] none = {};
    assertArrayEquals(none, SymmetricEigenvalues.of(new double[0][]));
    assertArrayEquals(none, SymmetricEigenvalues.ofTridiagonal(none, none));
    assertArrayEquals(
        new double[] {5, 2, -1},
        SymmetricEigenvalues.ofTridiagonal(new double[] {-1, 5, 2}, new double[] {0, 0}));
  }

  /** Of a matrix with a null space of many directions too. */
  @Test
  void vectorsAreMultipliedByTheirValuesAndOrthogonal() {
    SplittableRandom random = new SplittableRandom(2);
    for (int rank : new int[] {1, 7, SIZE}) {
      double[][] matrix = new double[SIZE][SIZE];
      for (int r = 0; r < rank; r++) {
        double[] v = random.doubles(SIZE, -1, 1).toArray();
        for (int i = 0; i < SIZE; i++) {
          Rows.add(matrix[i], v[i], v, SIZE);
        }
      }
      SymmetricEigenvalues.Pairs pairs = SymmetricEigenvalues.largest(lower(matrix), 20);
      double[] all = SymmetricEigenvalues.of(lower(matrix));
      assertArrayEquals(Arrays.copyOf(all, 20), pairs.values(), 1e-12);
      for (int k = 0; k < 20; k++) {
        double[] v = pairs.vectors()[k];
        double[] expected = new double[SIZE];
        Rows.add(expected, pairs.values()[k], v, SIZE);
        assertArrayEquals(expected, Rows.combined(v, matrix, SIZE), 1e-12);
        for (int j = 0; j <= k; j++) {
          assertEquals(j == k ? 1 : 0, Rows.product(v, pairs.vectors()[j], SIZE), 1e-12);
        }
      }
    }
  }

  /** Reflects at a random direction, which leaves the spectrum. */
  private static double[][] reflected(double[][] matrix) {
    int size = matrix.length;
    SplittableRandom random = new SplittableRandom(1);
    double[] v = random.doubles(size, -1, 1).toArray();
    double square = IntStream.range(0, size).mapToDouble(i -> v[i] * v[i]).sum();
    double[][] h = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        h[i][j] = (i == j ? 1 : 0) - 2 * v[i] * v[j] / square;
      }
    }
    return times(times(h, matrix), h);
  }

  private static double[][] times(double[][] a, double[][] b) {
    int size = a.length;
    double[][] product = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        for (int k = 0; k < size; k++) {
          product[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return product;
  }
}
