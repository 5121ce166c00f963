package org.stockpot.curvature;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.stockpot.task.replicates.Estimate;

final class OutliersTest {

  private static final OptionalInt NONE = OptionalInt.empty();

  private static Curvature of(double... top) {
    List<Eigenvalue> values =
        DoubleStream.of(top).mapToObj(value -> new Eigenvalue(value, 0, 0, true)).toList();
    Estimate zero = new Estimate(0, 0, 1);
    return new Curvature(
        "net",
        Curvature.ALL,
        1000,
        0,
        0,
        values,
        List.of(),
        0,
        new TraceEstimate(zero, zero, 0),
        Optional.empty(),
        0);
  }

  @Test
  void nineStandAboveTheBulk() {
    Curvature spectrum = of(10, 9, 8, 7, 6, 5, 4, 3, 2, 0.2, 0.19, 0.185);
    assertEquals(OptionalInt.of(9), spectrum.outliers());
    assertEquals(OptionalDouble.of(0.2), spectrum.edge());
    Curvature decades = of(80, 40, 25, 14, 8, 5, 3, 2, 1.2, 0.3, 0.25);
    assertEquals(OptionalInt.of(9), decades.outliers());
  }

  /** The widest difference is the first here, and tells nothing. */
  @Test
  void spectraThatFallByLikeRatiosHaveNoEdge() {
    assertEquals(NONE, of(8.9, 5.7, 3.7, 2.4, 1.6, 1.05, 0.7, 0.45, 0.3, 0.2).outliers());
    assertEquals(OptionalDouble.empty(), of(8.9, 5.7, 3.7, 2.4).edge());
    double[] tens = {1e3, 1e2, 10, 1, 0.1};
    assertEquals(NONE, of(tens).outliers());
    assertEquals(NONE, of(1.3, 1.02, 1.01, 1).outliers());
    assertEquals(NONE, of(10, 2, 1.9, 0.38).outliers());
  }

  @Test
  void whatIsNotToldFromZeroIsOne() {
    assertEquals(OptionalInt.of(3), of(3, 2, 1, 1e-9, -1e-9, -2e-9).outliers());
    assertEquals(NONE, of(3, 2, 1.5, -1, -2).outliers());
    assertEquals(NONE, of(0, 0, 0).outliers());
    assertEquals(NONE, of(-1, -2, -30).outliers());
    assertEquals(NONE, of(9, 1).outliers());
    assertEquals(NONE, of().outliers());
  }
}
