package org.stockpot.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.stockpot.testing.Points;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

final class InvariantsTest {

  private static final Layout LAYOUT = Points.small();
  private static final Mask MASK = Mask.keeping(LAYOUT, i -> i != 40);
  private static final Point POINT = Points.random(LAYOUT, 1);

  @Test
  void aPrunedWeightThatCameBackIsNamed() {
    Invariants.zeros("round 2", POINT.masked(MASK), MASK);
    assertMessage(
        "stopped at round 2: entry 1 of fc2.weight is pruned and must be 0, got " + POINT.at(40),
        () -> Invariants.zeros("round 2", POINT, MASK));
  }

  @Test
  void negativeZeroIsNotZeroEnough() {
    float[] values = POINT.masked(MASK).toArray();
    values[40] = -0f;
    assertThrows(
        IllegalStateException.class,
        () -> Invariants.zeros("round 2", Point.of(LAYOUT, values), MASK));
  }

  @Test
  void masksMustBeNested() {
    Invariants.nested("round 1", MASK, Mask.full(LAYOUT));
    assertThrows(
        IllegalStateException.class, () -> Invariants.nested("round 1", Mask.full(LAYOUT), MASK));
  }

  @Test
  void countsMustBeAsPlanned() {
    Invariants.density("round 1", MASK, 41);
    assertMessage(
        "stopped at round 1: 40 weights must be kept, got 41",
        () -> Invariants.density("round 1", MASK, 40));
  }

  @Test
  void aRewoundPointMustEqualItsOrigin() {
    Invariants.rewound("round 1", POINT.masked(MASK), POINT, MASK);
    Point other = Points.random(LAYOUT, 2);
    assertThrows(
        IllegalStateException.class,
        () -> Invariants.rewound("round 1", other.masked(MASK), POINT, MASK));
  }

  private static void assertMessage(
      String message, org.junit.jupiter.api.function.Executable code) {
    assertEquals(message, assertThrows(IllegalStateException.class, code).getMessage());
  }
}
