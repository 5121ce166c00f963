package org.stockpot.magic.path;

import java.nio.file.Path;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.task.Availability;
import org.stockpot.task.Task;
import org.stockpot.task.option.Help;
import org.stockpot.weights.GroupSpec;
import org.stockpot.weights.UnitGroups;

/**
 * Which units of a network move together, where that cannot be derived.
 *
 * @param groups a file with one line per group; empty if they are derived
 */
record GroupsOption(
    @Help("a file with one line per group of units: name, units, places slot:axis[:starts[:width]]")
        String groups) {

  /**
   * Returns the default.
   *
   * @return groups are derived
   */
  static GroupsOption defaults() {
    return new GroupsOption("");
  }

  /** Returns the groups of a call, or says how to give them. */
  static UnitGroups of(Call call, Task task) {
    String file = call.options(GroupsOption.class).groups();
    if (!file.isEmpty()) {
      return GroupSpec.read(Path.of(file), task.layout());
    }
    Availability<UnitGroups> derived = task.unitGroups();
    return derived
        .value()
        .orElseThrow(() -> new UsageException(derived.reason() + ": give them as --groups FILE"));
  }

  /** Returns the Java expression of the groups. */
  static String java(Call call) {
    String file = call.options(GroupsOption.class).groups();
    return file.isEmpty()
        ? "Stockpot.task().unitGroups().orThrow()"
        : "GroupSpec.read(Path.of(" + call.java(file) + "), Stockpot.task().layout())";
  }
}
