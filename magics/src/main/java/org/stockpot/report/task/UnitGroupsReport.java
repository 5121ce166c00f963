package org.stockpot.report.task;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.AlignColumns;
import org.stockpot.task.Availability;
import org.stockpot.task.Task;
import org.stockpot.text.Numbers;
import org.stockpot.weights.GroupSpec;
import org.stockpot.weights.Slot;
import org.stockpot.weights.UnitGroup;
import org.stockpot.weights.UnitGroups;
import org.stockpot.weights.UnitPlace;
import tech.tablesaw.api.Table;

/** Groups of units as a table and a sentence. */
public final class UnitGroupsReport {

  /** What stays where it is. */
  private static final String FIXED = "fixed";

  private UnitGroupsReport() {}

  /**
   * Returns one row per group: its name, its units, and where they lie, as a line of a file of
   * groups has them; last what no group has, such as inputs and outputs.
   *
   * @param groups groups of units
   * @return the table
   */
  public static Table table(UnitGroups groups) {
    Table table =
        Table.create(
            "Groups of units",
            AlignColumns.GROUP.texts(),
            AlignColumns.UNITS.ints(),
            AlignColumns.PLACES.texts());
    for (UnitGroup group : groups.groups()) {
      String line = GroupSpec.line(group, groups.layout());
      table.stringColumn(0).append(group.name());
      table.intColumn(1).append(group.units());
      table.stringColumn(2).append(line.split(" ", 3)[2]);
    }
    table.stringColumn(0).append(FIXED);
    table.intColumn(1).appendMissing();
    table.stringColumn(2).append(fixed(groups));
    return table;
  }

  private static String fixed(UnitGroups groups) {
    Map<String, BitSet> taken = new HashMap<>();
    for (UnitGroup group : groups.groups()) {
      for (UnitPlace place : group.places()) {
        BitSet axis = taken.computeIfAbsent(place.slot() + ":" + place.axis(), a -> new BitSet());
        place.starts().forEach(start -> axis.set(start, start + place.width()));
      }
    }
    List<String> fixed = new ArrayList<>();
    for (Slot slot : groups.layout().slots()) {
      for (int axis = 0; axis < slot.shape().size(); axis++) {
        String name = slot.name() + ":" + axis;
        int free = taken.getOrDefault(name, new BitSet()).cardinality();
        if (free < slot.shape().get(axis) && axis < 2) {
          fixed.add(name + (free == 0 ? "" : " (" + (slot.shape().get(axis) - free) + ")"));
        }
      }
    }
    return fixed.stream().collect(Collectors.joining(" "));
  }

  /**
   * Shows the groups of a task, or why they are not known and how to give them.
   *
   * @param task a task
   * @return the display
   */
  public static Display display(Task task) {
    Availability<UnitGroups> groups = task.unitGroups();
    if (groups.value().isEmpty()) {
      return Display.text(
          groups.reason()
              + ". %align and %barrier --align take them from a file, --groups FILE, with one line"
              + " per group: its name, how many units, and places slot:axis[:starts[:width]], such"
              + " as: fc1 300 fc1.weight:0 fc1.bias:0 fc2.weight:1");
    }
    UnitGroups found = groups.value().get();
    int units = found.groups().stream().mapToInt(UnitGroup::units).sum();
    return Display.stack(
        List.of(
            Tables.display(table(found)),
            Display.text(
                Numbers.counted(units, "hidden unit")
                    + " in "
                    + Numbers.counted(found.groups().size(), "group")
                    + " can change places without a change of any output, which a random"
                    + " permutation has shown. A place is slot:axis; a row is a line of a file for"
                    + " --groups.")));
  }
}
