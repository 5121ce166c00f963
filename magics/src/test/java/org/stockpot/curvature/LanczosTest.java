package org.stockpot.curvature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stockpot.task.analysis.SymmetricOperator;
import org.stockpot.testing.PlainMatrix;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

final class LanczosTest {

  private static double[] top(Eigenpairs pairs) {
    return pairs.top().stream().mapToDouble(Eigenvalue::value).toArray();
  }

  private static Eigenpairs all(SymmetricOperator matrix, int top) {
    return Lanczos.of(
        matrix, AxialSubspace.of(Mask.full(matrix.layout())), LanczosOptions.top(top));
  }

  private static void assertPairs(SymmetricOperator matrix, Eigenpairs pairs, double scale) {
    for (int i = 0; i < pairs.top().size(); i++) {
      Point v = pairs.vector(i);
      Eigenvalue eigen = pairs.top().get(i);
      assertEquals(1, v.norm(), 1e-5);
      double residual = matrix.times(v).distance(v.times(eigen.value()));
      assertEquals(eigen.residual(), residual, 3e-6 * scale);
      for (int j = 0; j < i; j++) {
        assertEquals(0, v.dot(pairs.vector(j)), 1e-5);
      }
    }
  }

  @Test
  void geometricSpectraNeedRestarts() {
    double[] spectrum = IntStream.range(0, 400).mapToDouble(i -> Math.pow(0.97, i)).toArray();
    spectrum[399] = -0.4;
    PlainMatrix matrix = PlainMatrix.withSpectrum(1, spectrum);
    Eigenpairs pairs = all(matrix, 10);
    assertTrue(pairs.converged());
    for (int i = 0; i < 10; i++) {
      assertEquals(spectrum[i], pairs.top().get(i).value(), 1e-3 * spectrum[i]);
    }
    assertEquals(-0.4, pairs.least().get(0).value(), 1e-3);
    assertPairs(matrix, pairs, 1);
    assertTrue(pairs.products() > 29, "" + pairs.products());
  }

  @Test
  void clustersAndEqualEigenvaluesAreFoundAsOftenAsTheyAre() {
    double[] spectrum = new double[60];
    System.arraycopy(new double[] {5, 5, 5, 4.999, 3, 3, -2, -2}, 0, spectrum, 0, 8);
    PlainMatrix matrix = PlainMatrix.withSpectrum(2, spectrum);
    Eigenpairs pairs = all(matrix, 7);
    assertArrayEquals(new double[] {5, 5, 5, 4.999, 3, 3, 0}, top(pairs), 1e-3);
    assertEquals(-2, pairs.least().get(0).value(), 1e-3);
    assertTrue(pairs.converged());
    assertPairs(matrix, pairs, 5);
  }

  @Test
  void identityAndZeroHaveOneEigenvalue() {
    double[] ones = DoubleStream.generate(() -> 1).limit(30).toArray();
    assertArrayEquals(new double[] {1, 1, 1}, top(all(PlainMatrix.withSpectrum(3, ones), 3)), 1e-5);
    Eigenpairs zero = all(PlainMatrix.withSpectrum(3, new double[30]), 3);
    assertArrayEquals(new double[3], top(zero), 0);
    assertTrue(zero.converged());
    assertEquals(0, zero.least().get(0).residual());
  }

  @Test
  void fewerDimensionsThanEigenvaluesGiveAllOfThem() {
    PlainMatrix matrix = PlainMatrix.withSpectrum(4, 3, 1, -2);
    Eigenpairs pairs = all(matrix, 20);
    assertArrayEquals(new double[] {3, 1, -2}, top(pairs), 1e-5);
    assertEquals(-2, pairs.least().get(0).value(), 1e-5);
    assertTrue(pairs.converged());
    assertPairs(matrix, pairs, 3);
    assertEquals(1, pairs.share(Point.of(matrix.layout(), 1, 2, 3)), 1e-6);
  }

  @Test
  void masksLeaveOneCoordinateOrNone() {
    PlainMatrix matrix = PlainMatrix.withSpectrum(5, 3, 1, -2, 4);
    Mask one = Mask.keeping(matrix.layout(), i -> i == 2);
    Eigenpairs pairs = Lanczos.of(matrix, AxialSubspace.of(one), LanczosOptions.top(3));
    assertArrayEquals(new double[] {matrix.entry(2, 2)}, top(pairs), 1e-6);
    assertEquals(1, Math.abs(pairs.vector(0).at(2)), 1e-6);
    assertEquals(0, pairs.vector(0).at(0));
    Mask none = Mask.keeping(matrix.layout(), i -> false);
    Eigenpairs empty = Lanczos.of(matrix, AxialSubspace.of(none), LanczosOptions.top(3));
    assertEquals(List.of(), empty.top());
    assertEquals(List.of(), empty.least());
    assertEquals(0, empty.share(Point.of(matrix.layout(), 1, 2, 3, 4)));
  }

  @Test
  void tooFewProductsAreSaid() {
    double[] spectrum = IntStream.range(0, 300).mapToDouble(i -> 1 - i * 1e-3).toArray();
    PlainMatrix matrix = PlainMatrix.withSpectrum(6, spectrum);
    AxialSubspace space = AxialSubspace.of(Mask.full(matrix.layout()));
    Eigenpairs pairs = Lanczos.of(matrix, space, new LanczosOptions(5, 1e-4, 12, 1));
    assertFalse(pairs.converged());
    assertEquals(12, pairs.products());
    assertEquals(5, pairs.top().size());
  }

  @Test
  void whatIsNoNumberIsRefused() {
    PlainMatrix matrix = PlainMatrix.of(new double[] {1, Double.NaN}, new double[] {0, 1});
    assertEquals(
        "a product of the operator must be finite, got NaN at entry 0 of w",
        assertThrows(IllegalArgumentException.class, () -> all(matrix, 1)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> LanczosOptions.top(0));
    assertThrows(IllegalArgumentException.class, () -> new LanczosOptions(1, 0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new LanczosOptions(1, 0.1, 0, 1));
  }
}
