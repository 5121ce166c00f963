package org.stockpot.report.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stockpot.data.Data;
import org.stockpot.data.Split;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.SettingColumns;
import org.stockpot.task.Task;
import org.stockpot.text.Numbers;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Slot;
import tech.tablesaw.api.Table;

/** A task as text and a table of its slots. */
public final class TaskReport {

  private TaskReport() {}

  /**
   * Returns one row per slot: name, role, shape, size, and whether pruning may touch it.
   *
   * @param layout a layout
   * @return the table
   */
  public static Table slots(Layout layout) {
    Table table =
        Table.create(
            "Slots: " + layout,
            SettingColumns.SLOT.texts(),
            SettingColumns.ROLE.texts(),
            SettingColumns.SHAPE.texts(),
            SettingColumns.PARAMETERS.ints(),
            SettingColumns.PRUNABLE.texts());
    for (Slot slot : layout.slots()) {
      table.stringColumn(0).append(slot.name());
      table.stringColumn(1).append(slot.role().name().toLowerCase(Locale.ROOT));
      table.stringColumn(2).append(slot.shape().toString());
      table.intColumn(3).append(slot.size());
      table.stringColumn(4).append(slot.role().isPrunable() ? "yes" : "");
    }
    return table;
  }

  /**
   * Returns what tells a task from others of the same data and model: its name, and how its data
   * was parted.
   *
   * @param task a task
   * @param data its examples
   * @return such as {@code digits mlp:64,32 · validation 15%, test 20%, seed 0}
   */
  public static String title(Task task, Data data) {
    return task.name() + data.split().map(split -> " · " + words(split)).orElse("");
  }

  private static String words(Split split) {
    String test = split.test() == 0 ? "" : ", test " + share(split.test());
    return "validation " + share(split.validation()) + test + ", seed " + split.seed();
  }

  private static String share(double share) {
    return Numbers.significant(100 * share, 4) + "%";
  }

  /**
   * Shows a task: its data, how it was parted, what its reader understood, what was done to it, and
   * the slots of its model.
   *
   * @param task a task
   * @param data its examples
   * @param threads that share one of its trainings
   * @param notes what a user should know, one sentence each
   * @return the display
   */
  public static Display display(Task task, Data data, int threads, List<String> notes) {
    List<Display> parts = new ArrayList<>();
    parts.add(Display.text("task " + task.name() + ": " + data));
    parts.add(
        Display.text(
            data.split().map(split -> "split: " + words(split)).orElse("split: made in Java")
                + (threads == 1 ? "; 1 thread" : "; " + threads + " threads")
                + " a training"));
    parts.addAll(UnderstandingReport.displays(data));
    notes.forEach(note -> parts.add(Display.text("note: " + note)));
    parts.add(Tables.display(slots(task.layout())));
    return Display.stack(parts);
  }
}
