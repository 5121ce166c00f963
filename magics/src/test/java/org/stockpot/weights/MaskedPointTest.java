package org.stockpot.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.stockpot.testing.Points;

final class MaskedPointTest {

  private static final Layout LAYOUT =
      Layout.builder().add("w", Role.WEIGHT, 1, 3).add("b", Role.BIAS, 1).build();

  @Test
  void zerosAreWeightsUnlessTheyAreDeclaredAMask() {
    Point point = Point.of(LAYOUT, 0f, 2f, -0f, -0f);
    assertEquals(0, MaskedPoint.dense(point).mask().pruned());
    assertSame(point, MaskedPoint.dense(point).point());
    MaskedPoint declared = MaskedPoint.zerosOf(point);
    assertEquals(Mask.keeping(LAYOUT, i -> i == 1), declared.mask());
    assertEquals(Point.of(LAYOUT, 0f, 2f, 0f, -0f), declared.point(), "a bias is not pruned");
  }

  @Test
  void whatIsPrunedIsZero() {
    Mask mask = Mask.keeping(LAYOUT, i -> i == 1);
    assertEquals(
        "entry 0 of w is pruned and must be 0, got 1.0",
        assertThrows(
                IllegalArgumentException.class,
                () -> new MaskedPoint(Point.of(LAYOUT, 1f, 1f, 0f, 0f), mask))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> new MaskedPoint(Points.random(Points.small(), 1), mask));
  }

  @Test
  void negativeZerosBecomePositiveOnes() {
    Point point = Point.of(LAYOUT, 0f, 2f, -0f, -3f);
    assertEquals(Point.of(LAYOUT, 0f, 2f, 0f, -3f), point.withPositiveZeros());
    Point positive = Point.of(LAYOUT, 0f, 2f, Float.NaN, -3f);
    assertSame(positive, positive.withPositiveZeros());
  }
}
