package org.stockpot.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.testing.Points;

final class LineTest {

  private static final Layout LAYOUT = Points.lenet();

  @Test
  void theEndsAreExact() {
    Line line = new Line(Points.random(LAYOUT, 1), Points.random(LAYOUT, 2));
    assertSame(line.from(), line.at(0));
    assertSame(line.to(), line.at(1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 1.0 / 3, 0.5, 0.7, 0.999, 1, -0.5, 1.5})
  void aLineBetweenEqualPointsIsThatPoint(double t) {
    Point point = Points.random(LAYOUT, 3);
    assertEquals(point, new Line(point, Point.of(LAYOUT, point.toArray())).at(t));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.25, 0.5, 0.75})
  void theReversedLineIsTheMirroredLine(double t) {
    Line line = new Line(Points.random(LAYOUT, 1), Points.random(LAYOUT, 2));
    assertEquals(line.at(t), line.reversed().at(1 - t));
  }

  @Test
  void pointsThatShareAMaskKeepItAllAlongTheLine() {
    Mask mask = Mask.keeping(LAYOUT, i -> i % 5 == 0);
    Line line =
        new Line(Points.random(LAYOUT, 1).masked(mask), Points.random(LAYOUT, 2).masked(mask));
    assertEquals(line.at(0.3), line.at(0.3).masked(mask));
  }

  @Test
  void theLengthIsTheDistance() {
    Line line = new Line(Points.random(LAYOUT, 1), Points.random(LAYOUT, 2));
    assertEquals(line.from().minus(line.to()).norm(), line.length(), 1e-3 * line.length());
  }
}
