package org.stockpot.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GroupSpecTest {

  private static final Layout LAYOUT =
      Layout.builder()
          .add("conv.weight", Role.WEIGHT, 3, 1, 2, 2)
          .add("fc.weight", Role.WEIGHT, 4, 12)
          .add("fc.bias", Role.BIAS, 4)
          .build();

  @Test
  void linesAreGroups() {
    List<String> lines =
        List.of(
            "# units of a small network",
            "conv 3 conv.weight:0 fc.weight:1   # flattened: four pixels each",
            "",
            "pair 2 fc.weight:0:1 fc.bias:0:1",
            "ends 2 fc.weight:0:0,3 fc.bias:0:3,0");
    UnitGroups groups = GroupSpec.parse(lines, LAYOUT);
    assertEquals(
        List.of(
            new UnitPlace("conv.weight", 0, List.of(0, 1, 2), 1),
            new UnitPlace("fc.weight", 1, List.of(0, 4, 8), 4)),
        groups.groups().get(0).places());
    assertEquals(
        List.of(
            new UnitPlace("fc.weight", 0, List.of(1, 2), 1),
            new UnitPlace("fc.bias", 0, List.of(1, 2), 1)),
        groups.groups().get(1).places());
    assertEquals(List.of(3, 0), groups.groups().get(2).places().get(1).starts());
    List<String> written =
        groups.groups().stream().map(group -> GroupSpec.line(group, LAYOUT)).toList();
    assertEquals(groups, GroupSpec.parse(written, LAYOUT));
    assertEquals("conv 3 conv.weight:0 fc.weight:1", written.get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "conv 3|a group must have name, units and places, got conv 3",
        "conv x conv.weight:0|units must be a whole number, got x",
        "conv 0 conv.weight:0|units must be at least 1, got 0",
        "conv 3 conv.weight|a place must look like slot:axis[:starts[:width]], got conv.weight",
        "conv 3 conv.weight:7|axis of conv.weight must lie in 0 to 3, got 7",
        "conv 5 conv.weight:0|5 units must share axis 0 of conv.weight evenly, got 3 indices: give"
            + " starts",
        "conv 3 conv.weight:0:1|units of conv.weight along axis 0 must lie side by side in 0 to 2,"
            + " got 3 to 3",
        "conv 3 conv.weight:0:0,1|group conv must have its 3 units in each of its places",
        "conv 3 conv.weight:0:0,,1|starts must be a whole number, got nothing",
        "conv 3 conv.weight:0 conv.weight:0|units of conv.weight along axis 0 must lie side by side"
            + " in 0 to 2, got 0 to 0",
      })
  void mistakesHaveTheirLine(String line, String message) {
    List<String> lines = List.of("# a comment", "", line);
    assertEquals(
        "line 3 of groups: " + message,
        assertThrows(IllegalArgumentException.class, () -> GroupSpec.parse(lines, LAYOUT))
            .getMessage());
  }

  @Test
  void nothingIsRefused() {
    assertEquals(
        "groups must have a line such as fc1 300 fc1.weight:0",
        assertThrows(IllegalArgumentException.class, () -> GroupSpec.parse(List.of("# no"), LAYOUT))
            .getMessage());
    assertEquals(
        "groups must be a file of text, no file is at nowhere.txt",
        assertThrows(
                IllegalArgumentException.class,
                () -> GroupSpec.read(Path.of("nowhere.txt"), LAYOUT))
            .getMessage());
  }
}
