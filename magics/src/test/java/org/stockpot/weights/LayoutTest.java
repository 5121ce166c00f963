package org.stockpot.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stockpot.testing.Points;

final class LayoutTest {

  @Test
  void countsWhatIsACoordinateAndWhatCanBePruned() {
    Layout layout = Points.small();
    assertEquals(61, layout.size());
    assertEquals(55, layout.coordinates());
    assertEquals(42, layout.prunable());
    assertTrue(layout.hasStatistics());
  }

  @Test
  void slotsMustLieOneBehindTheOther() {
    Slot first = new Slot("a", Role.WEIGHT, List.of(2), 0);
    Slot gap = new Slot("b", Role.WEIGHT, List.of(2), 3);
    assertMessage("slot b must start at 2, got 3", () -> Layout.of(List.of(first, gap)));
  }

  @Test
  void namesMustDiffer() {
    Layout.Builder builder = Layout.builder().add("a", Role.WEIGHT, 2).add("a", Role.BIAS, 2);
    assertMessage("slot names must differ, got a twice", builder::build);
  }

  @Test
  void differingLayoutsNameTheFirstDifferingSlot() {
    Layout other = Layout.builder().add("fc1.weight", Role.WEIGHT, 6, 5).build();
    assertMessage(
        "layouts differ at slot fc1.weight: fc1.weight WEIGHT [6, 4] against fc1.weight WEIGHT [6,"
            + " 5]",
        () -> Points.small().requireSame(other));
    Layout longer = Layout.builder().add("a", Role.BIAS, 1).add("b", Role.BIAS, 1).build();
    Layout shorter = Layout.builder().add("a", Role.BIAS, 1).build();
    assertMessage("layouts differ in length: 2 slots against 1", () -> longer.requireSame(shorter));
  }

  @Test
  void rolesDoNotKeepTensorsApart() {
    Layout embedding =
        Layout.builder().add("a", Role.EMBEDDING, 2, 3).add("b", Role.SHIFT, 1).build();
    Layout weight = Layout.builder().add("a", Role.WEIGHT, 2, 3).add("b", Role.BIAS, 1).build();
    embedding.requireSameTensors(weight);
    assertThrows(IllegalArgumentException.class, () -> embedding.requireSame(weight));
    Layout other = Layout.builder().add("a", Role.WEIGHT, 3, 2).add("b", Role.BIAS, 1).build();
    assertMessage(
        "layouts differ at slot a: a EMBEDDING [2, 3] against a EMBEDDING [3, 2]",
        () -> embedding.requireSameTensors(other));
    Layout longer =
        Layout.together(
            Stream.concat(
                    weight.slots().stream(),
                    Layout.builder().add("c", Role.BIAS, 1).build().slots().stream())
                .toList());
    assertMessage(
        "layouts differ in length: 2 slots against 3", () -> weight.requireSameTensors(longer));
  }

  @Test
  void onlyStatisticsAreReEstimatedAndOnlyWeightsPruned() {
    Layout layout =
        Layout.builder()
            .add("w", Role.WEIGHT, 2, 2)
            .add("e", Role.EMBEDDING, 2, 2)
            .add("u", Role.UNPRUNED, 2, 2)
            .add("f", Role.FROZEN, 2, 2)
            .add("k", Role.BUFFER, 3)
            .build();
    assertEquals(4, layout.prunable());
    assertEquals(16, layout.coordinates());
    assertEquals(19, layout.size());
    assertFalse(layout.hasStatistics(), "a buffer is none");
    assertFalse(Role.FROZEN.isTrained());
    assertTrue(Role.EMBEDDING.isTrained() && Role.EMBEDDING.hasFilters());
  }

  @Test
  void unknownSlotsListTheKnownOnes() {
    Layout layout = Layout.builder().add("a", Role.BIAS, 1).build();
    assertMessage("no slot named b, the slots are a", () -> layout.slot("b"));
  }

  @Test
  void digestsTellLayoutsApart() {
    assertEquals(Points.small().digest(), Points.small().digest());
    assertNotEquals(Points.small().digest(), Points.lenet().digest());
    assertEquals(64, Points.lenet().digest().length());
  }

  @Test
  void slotsRefuseImpossibleShapes() {
    assertMessage(
        "the dimensions of slot a must be at least 1, got [0]",
        () -> new Slot("a", Role.WEIGHT, List.of(0), 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Slot("a", Role.WEIGHT, List.of(1 << 20, 1 << 20), 0));
    assertThrows(
        ArithmeticException.class,
        () -> new Slot("a", Role.WEIGHT, List.of(1 << 30, 1 << 30, 1 << 30), 0));
  }

  private static void assertMessage(
      String message, org.junit.jupiter.api.function.Executable code) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
  }
}
