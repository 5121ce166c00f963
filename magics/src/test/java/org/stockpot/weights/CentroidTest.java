package org.stockpot.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.testing.Points;

final class CentroidTest {

  private static final Layout LAYOUT = Points.lenet();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 10, 72})
  void theMeanOfEqualPointsIsThatPoint(int n) {
    Point point = Points.random(LAYOUT, n);
    assertEquals(point, Centroid.of(Collections.nCopies(n, point)));
  }

  @Test
  void negativeZeroSurvives() {
    Layout one = Layout.builder().add("w", Role.WEIGHT, 1, 1).build();
    Point zero = Point.of(one, -0f);
    assertEquals(zero, Centroid.of(List.of(zero, zero, zero)));
  }

  @Test
  void orderDoesNotMatterToTheLastDigits() {
    List<Point> points = new ArrayList<>();
    for (long seed = 0; seed < 8; seed++) {
      points.add(Points.random(LAYOUT, seed));
    }
    Point mean = Centroid.of(points);
    Collections.reverse(points);
    assertEquals(0, mean.distance(Centroid.of(points)), 1e-6 * mean.norm());
  }

  @Test
  void weightsAreNormalised() {
    Layout one = Layout.builder().add("w", Role.WEIGHT, 1, 1).build();
    Centroid centroid = new Centroid(one);
    centroid.add(Point.of(one, 1), 3).add(Point.of(one, 5), 1);
    assertEquals(2, centroid.mean().at(0));
    assertEquals(2, centroid.count());
  }

  @Test
  void aMeanNeedsPointsAndWeights() {
    assertThrows(IllegalArgumentException.class, () -> Centroid.of(List.of()));
    Centroid centroid = new Centroid(LAYOUT).add(Points.random(LAYOUT, 1), 1);
    centroid.add(Points.random(LAYOUT, 1), -1);
    assertEquals(
        "the weights of a mean must not sum to 0, got 0.0",
        assertThrows(IllegalArgumentException.class, centroid::mean).getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> centroid.add(Points.random(LAYOUT, 1), Double.NaN));
  }
}
