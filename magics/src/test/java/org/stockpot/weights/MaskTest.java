package org.stockpot.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.stockpot.testing.Points;

final class MaskTest {

  private static final Layout LAYOUT = Points.small();
  private static final Mask THIRDS = Mask.keeping(LAYOUT, i -> i % 3 == 0);
  private static final Mask HALVES = Mask.keeping(LAYOUT, i -> i % 2 == 0);

  @Test
  void onlyWeightsCanGo() {
    Mask none = Mask.keeping(LAYOUT, i -> false);
    assertEquals(0, none.kept());
    assertEquals(0, none.density());
    for (Slot slot : LAYOUT.slots()) {
      assertEquals(slot.role() == Role.WEIGHT ? 0 : slot.size(), none.kept(slot));
    }
  }

  @Test
  void densitiesAreSharesOfThePrunable() {
    assertEquals(1, Mask.full(LAYOUT).density());
    Slot fc1 = LAYOUT.slot("fc1.weight");
    assertEquals(8.0 / 24, THIRDS.density(fc1));
    assertEquals(THIRDS.kept() / 42.0, THIRDS.density());
  }

  @Test
  void intersectionAndUnion() {
    Mask sixths = Mask.keeping(LAYOUT, i -> i % 6 == 0);
    assertEquals(sixths, THIRDS.and(HALVES));
    assertEquals(Mask.keeping(LAYOUT, i -> i % 3 == 0 || i % 2 == 0), THIRDS.or(HALVES));
  }

  @Test
  void entriesCanBeTakenAwayIfTheyArePrunable() {
    BitSet odd = new BitSet();
    HALVES.prunedEntries().stream().forEach(odd::set);
    assertEquals(THIRDS.and(HALVES), THIRDS.without(odd));
    int bias =
        LAYOUT.slots().stream().filter(t -> t.role() == Role.BIAS).findFirst().get().offset();
    odd.set(bias);
    assertThrows(IllegalArgumentException.class, () -> THIRDS.without(odd));
    BitSet beyond = new BitSet();
    beyond.set(LAYOUT.size());
    assertEquals(
        "an entry must lie in 0 to " + (LAYOUT.size() - 1) + ", got " + LAYOUT.size(),
        assertThrows(IllegalArgumentException.class, () -> THIRDS.without(beyond)).getMessage());
  }

  @Test
  void nestingIsInclusionOfTheKept() {
    Mask sixths = Mask.keeping(LAYOUT, i -> i % 6 == 0);
    assertTrue(sixths.isNestedIn(THIRDS));
    assertFalse(THIRDS.isNestedIn(sixths));
    assertTrue(THIRDS.isNestedIn(THIRDS));
  }

  @Test
  void aRevivedWeightIsNamed() {
    Point zero = Point.build(LAYOUT, w -> {});
    THIRDS.requireZeros(zero);
    Point revived = Point.build(LAYOUT, w -> w[1] = -0f);
    assertEquals(
        "entry 1 of fc1.weight is pruned and must be 0, got -0.0",
        assertThrows(IllegalArgumentException.class, () -> THIRDS.requireZeros(revived))
            .getMessage());
  }

  @Test
  void overlapIsJaccard() {
    assertEquals(1, THIRDS.overlap(THIRDS));
    assertEquals(0, THIRDS.overlap(Mask.keeping(LAYOUT, i -> i % 3 == 1)));
    assertEquals(
        (double) THIRDS.and(HALVES).kept() / THIRDS.or(HALVES).kept(), THIRDS.overlap(HALVES));
  }

  @Test
  void aSparsePointHasItsSupport() {
    Point sparse = Points.random(LAYOUT, 1).masked(THIRDS);
    assertEquals(THIRDS, Mask.supportOf(sparse));
    assertEquals(THIRDS.digest(), Mask.supportOf(sparse).digest());
    assertNotEquals(THIRDS.digest(), HALVES.digest());
  }

  @Test
  void aLayoutWithoutWeightsIsDense() {
    Layout biases = Layout.builder().add("b", Role.BIAS, 3).build();
    assertEquals(1, Mask.keeping(biases, i -> false).density());
  }
}
