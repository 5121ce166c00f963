package org.stockpot.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.testing.Points;

final class PointTest {

  private static final Layout LAYOUT = Points.small();

  @Test
  void statisticsTakeNoPartInDistances() {
    Point a = Points.random(LAYOUT, 1);
    Point b = a.withStatisticsOf(Points.random(LAYOUT, 2));
    assertNotEquals(a, b);
    assertEquals(0, a.distance(b));
    assertEquals(a.norm(), b.norm());
    assertEquals(a.dot(a), a.dot(b));
  }

  @Test
  void sumsKeepTheFirstPointsStatistics() {
    Point a = Points.random(LAYOUT, 1);
    Point b = Points.random(LAYOUT, 2);
    assertEquals(a.plus(b), a.plus(b).withStatisticsOf(a));
    assertEquals(a.minus(b), a.minus(b).withStatisticsOf(a));
  }

  @Test
  void normIsEuclidean() {
    Layout two = Layout.builder().add("w", Role.WEIGHT, 1, 2).build();
    assertEquals(5, Point.of(two, 3, -4).norm());
    assertEquals(5, Point.of(two, 3, 0).distance(Point.of(two, 0, 4)));
    assertEquals(Point.of(two, 6, -8), Point.of(two, 3, -4).times(2));
  }

  @Test
  void aMaskSelectsAndNeverMultiplies() {
    Layout four = Layout.builder().add("w", Role.WEIGHT, 1, 4).build();
    Point point = Point.of(four, Float.NaN, -1, Float.POSITIVE_INFINITY, 2);
    Mask mask = Mask.keeping(four, i -> i == 3);
    assertEquals(Point.of(four, 0f, 0f, 0f, 2f), point.masked(mask));
    assertEquals(0, Float.floatToRawIntBits(point.masked(mask).at(1)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void maskingTwiceIsMaskingOnce(long seed) {
    Point point = Points.random(LAYOUT, seed);
    Mask mask = Mask.keeping(LAYOUT, i -> (i * seed) % 3 != 0);
    assertEquals(point.masked(mask), point.masked(mask).masked(mask));
  }

  @Test
  void equalityIsOfBits() {
    Layout one = Layout.builder().add("w", Role.WEIGHT, 1, 1).build();
    assertNotEquals(Point.of(one, 0f), Point.of(one, -0f));
    assertEquals(Point.of(one, Float.NaN), Point.of(one, Float.NaN));
  }

  @Test
  void digestsFollowTheBits() {
    Point point = Points.random(Points.lenet(), 1);
    float[] values = point.toArray();
    assertEquals(point.digest(), Point.of(point.layout(), values).digest());
    values[values.length - 1] = Math.nextUp(values[values.length - 1]);
    assertNotEquals(point.digest(), Point.of(point.layout(), values).digest());
  }

  @Test
  void arraysDoNotEscape() {
    Layout one = Layout.builder().add("w", Role.WEIGHT, 1, 1).build();
    float[] values = {1};
    Point point = Point.of(one, values);
    values[0] = 2;
    point.toArray()[0] = 3;
    assertEquals(1, point.at(0));
    assertThrows(java.nio.ReadOnlyBufferException.class, () -> point.values().put(0, 4f));
  }

  @Test
  void theNumberOfValuesMustFit() {
    assertEquals(
        "a point of this layout must have 61 values, got 1",
        assertThrows(IllegalArgumentException.class, () -> Point.of(LAYOUT, 1f)).getMessage());
  }

  @Test
  void findsWhatIsNotFinite() {
    Layout two = Layout.builder().add("w", Role.WEIGHT, 1, 2).build();
    assertEquals(-1, Point.of(two, 1, 2).firstNonFinite());
    assertEquals(1, Point.of(two, 1, Float.NaN).firstNonFinite());
  }

  @Test
  void aPartHasTheNumbersOfItsSlots() {
    Layout layout =
        Layout.builder()
            .add("a", Role.WEIGHT, 2)
            .add("b", Role.BIAS, 1)
            .add("c", Role.WEIGHT, 2)
            .build();
    Layout ends = Layout.together(List.of(layout.slot("a"), layout.slot("c")));
    assertEquals(Point.of(ends, 1, 2, 4, 5), Point.of(layout, 1, 2, 3, 4, 5).part(ends));
  }
}
