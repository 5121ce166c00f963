package org.stockpot.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class CurveTest {

  private static final Layout PLANE = Layout.builder().add("w", Role.WEIGHT, 2).build();
  private static final Point A = Point.of(PLANE, 0.1f, -0f);
  private static final Point BEND = Point.of(PLANE, 1, 2);
  private static final Point B = Point.of(PLANE, 3, 0.3f);

  @Test
  void aBezierCurveIsBernsteins() {
    BezierCurve curve = BezierCurve.bent(A, BEND, B);
    for (double t : new double[] {0.1, 0.25, 0.5, 0.9}) {
      double x = (1 - t) * (1 - t) * A.at(0) + 2 * t * (1 - t) * BEND.at(0) + t * t * B.at(0);
      assertEquals(x, curve.at(t).at(0), 1e-6);
      assertEquals(2 * t * (1 - t), curve.weights(t)[1], 1e-15);
    }
    double[] cubic = new BezierCurve(List.of(A, BEND, BEND, B)).weights(0.5);
    assertArrayEquals(new double[] {0.125, 0.375, 0.375, 0.125}, cubic, 1e-15);
  }

  @Test
  void aChainGoesThroughItsPoints() {
    PolyChain chain = new PolyChain(List.of(A, BEND, B));
    assertSame(BEND, chain.at(0.5));
    assertEquals(new Line(A, BEND).at(0.5), chain.at(0.25));
    assertEquals(new Line(BEND, B).at(0.5), chain.at(0.75));
  }

  @Test
  void endsAreExactAndEqualPointsStay() {
    for (Curve curve : List.of(BezierCurve.bent(A, BEND, B), new PolyChain(List.of(A, BEND, B)))) {
      assertSame(A, curve.at(0));
      assertSame(B, curve.at(1));
      assertThrows(IllegalArgumentException.class, () -> curve.at(1.01));
      assertThrows(IllegalArgumentException.class, () -> curve.at(Double.NaN));
      for (double t = 0; t <= 1; t += 1.0 / 64) {
        assertEquals(1, DoubleStream.of(curve.weights(t)).sum(), 1e-15);
      }
    }
    for (double t = 0; t <= 1; t += 1.0 / 64) {
      assertEquals(A, BezierCurve.bent(A, A, A).at(t));
      assertEquals(A, new PolyChain(List.of(A, A, A)).at(t));
    }
    assertThrows(IllegalArgumentException.class, () -> new PolyChain(List.of(A)));
  }

  @Test
  void theGradientByABendIsItsWeightTimesTheGradient() {
    double t = 0.3;
    double h = 1e-3;
    double[] weights = BezierCurve.bent(A, BEND, B).weights(t);
    Point moved = Point.of(PLANE, BEND.at(0) + (float) h, BEND.at(1));
    double difference =
        square(BezierCurve.bent(A, moved, B).at(t)) - square(BezierCurve.bent(A, BEND, B).at(t));
    double gradient = 2 * BezierCurve.bent(A, BEND, B).at(t).at(0);
    assertEquals(weights[1] * gradient, difference / h, 1e-2);
  }

  private static double square(Point point) {
    return point.dot(point);
  }
}
