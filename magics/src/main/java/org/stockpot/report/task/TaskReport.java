package org.stockpot.report.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stockpot.data.Data;
import org.stockpot.data.DataTask;
import org.stockpot.data.Split;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.ResultTable;
import org.stockpot.report.parts.SettingColumns;
import org.stockpot.task.Task;
import org.stockpot.text.Numbers;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Slot;
import tech.tablesaw.api.Table;

/** A task as text and a table of its slots. */
public final class TaskReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<Task> REPORT =
      ResultReport.of(Task.class)
          .withTables(
              task ->
                  List.of(
                      new ResultTable(
                          "slots",
                          "TaskReport.slots(" + ResultTable.RESULT + ".layout())",
                          TaskReport.slots(task.layout()))));

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
   * @return such as {@code digits mlp:64,32 · validation 15%, test 20%, seed 0}; the name alone
   *     where no {@link Split} parted its data
   */
  public static String title(Task task) {
    Optional<Split> split = task.as(DataTask.class).flatMap(parted -> parted.data().split());
    return task.name() + split.map(how -> " · " + words(how)).orElse("");
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
   * @param task a task; of one in closed form, which has no examples, what there is
   * @return the display
   */
  public static Display display(Task task) {
    List<Display> parts = new ArrayList<>();
    Optional<Data> data = task.as(DataTask.class).map(DataTask::data);
    parts.add(Display.text("task " + task.name() + data.map(d -> ": " + d).orElse("")));
    parts.add(
        Display.text(
            data.map(TaskReport::split).orElse("")
                + Numbers.counted(task.threads(), "thread")
                + " a training"));
    data.ifPresent(d -> parts.addAll(UnderstandingReport.displays(d)));
    task.notes().forEach(note -> parts.add(Display.text("note: " + note)));
    parts.add(Tables.display(slots(task.layout())));
    return Display.stack(parts);
  }

  private static String split(Data data) {
    return data.split().map(how -> "split: " + words(how)).orElse("split: made in Java") + "; ";
  }
}
