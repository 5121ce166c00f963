package org.stockpot.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class UnitGroupsTest {

  private static final Layout LAYOUT =
      Layout.builder()
          .add("w1", Role.WEIGHT, 3, 2)
          .add("m1", Role.STATISTIC, 3)
          .add("w2", Role.WEIGHT, 2, 6)
          .build();

  private static UnitGroups groups() {
    return new UnitGroups(
        LAYOUT,
        List.of(
            new UnitGroup(
                "w1",
                3,
                List.of(
                    new UnitPlace("w1", 0, List.of(0, 1, 2), 1),
                    new UnitPlace("m1", 0, List.of(0, 1, 2), 1),
                    new UnitPlace("w2", 1, List.of(0, 2, 4), 2)))));
  }

  private static Point point() {
    return Point.build(LAYOUT, w -> IntStream.range(0, w.length).forEach(i -> w[i] = i));
  }

  @Test
  void unitsMoveWithTheirStatisticsAndWhatReadsThem() {
    Point moved = groups().permute(point(), List.of(new int[] {2, 0, 1}));
    float[] expected = {4, 5, 0, 1, 2, 3, 8, 6, 7, 13, 14, 9, 10, 11, 12, 19, 20, 15, 16, 17, 18};
    assertEquals(Point.of(LAYOUT, expected), moved);
  }

  @Test
  void inversesUndo() {
    for (int seed = 0; seed < 20; seed++) {
      List<int[]> drawn = groups().random(seed);
      Point there = groups().permute(point(), drawn);
      assertEquals(point(), groups().permute(there, UnitGroups.inverse(drawn)));
      Mask mask = Mask.keeping(LAYOUT, i -> i % 2 == 0);
      assertEquals(
          groups().permute(point().masked(mask), drawn),
          there.masked(groups().permute(mask, drawn)));
    }
  }

  @Test
  void whatIsNoPermutationOrNoPlaceIsRefused() {
    List<int[]> twice = List.of(new int[] {0, 0, 1});
    assertThrows(IllegalArgumentException.class, () -> groups().permute(point(), twice));
    assertThrows(IllegalArgumentException.class, () -> groups().permute(point(), List.of()));
    UnitPlace beyond = new UnitPlace("w1", 0, List.of(0, 1, 3), 1);
    UnitGroup group = new UnitGroup("x", 3, List.of(beyond));
    assertThrows(IllegalArgumentException.class, () -> new UnitGroups(LAYOUT, List.of(group)));
    UnitPlace shared = new UnitPlace("w2", 1, List.of(0, 1, 2), 2);
    UnitGroup overlapping = new UnitGroup("y", 3, List.of(shared));
    assertThrows(
        IllegalArgumentException.class, () -> new UnitGroups(LAYOUT, List.of(overlapping)));
  }
}
