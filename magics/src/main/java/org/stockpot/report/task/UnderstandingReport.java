package org.stockpot.report.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stockpot.data.ClassBalance;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.data.Understanding;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.SettingColumns;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** What a reader understood of its data, as tables and sentences. */
public final class UnderstandingReport {

  private static final int MOST_CLASSES = 60;

  private UnderstandingReport() {}

  /**
   * Returns one row per column of what was read: name, type, range, distinct values, missing cells
   * and role.
   *
   * @param name what was read
   * @param understanding what was understood
   * @return the table
   */
  public static Table columns(String name, Understanding understanding) {
    Table table =
        Table.create(
            "Read: " + name,
            SettingColumns.COLUMN.texts(),
            SettingColumns.TYPE.texts(),
            SettingColumns.RANGE.texts(),
            SettingColumns.DISTINCT.longs(),
            SettingColumns.MISSING.longs(),
            SettingColumns.ROLE.texts());
    for (Understanding.Column column : understanding.columns()) {
      table.stringColumn(0).append(column.name());
      table.stringColumn(1).append(column.type());
      table.stringColumn(2).append(column.range());
      table.longColumn(3).append(column.distinct());
      table.longColumn(4).append(column.missing());
      table.stringColumn(5).append(column.role());
    }
    return table;
  }

  /**
   * Returns one row per class with its examples in each part and each further test set.
   *
   * @param data data of classes
   * @return the table
   */
  public static Table classes(Data data) {
    Table table = Table.create("Classes: " + data.name(), SettingColumns.CLASS.texts());
    data.targets().names().forEach(name -> table.stringColumn(0).append(name));
    add(table, "training", data, data.training());
    add(table, "validation", data, data.validation());
    add(table, "test", data, data.test());
    data.also().forEach((name, part) -> add(table, name, data, part));
    return table;
  }

  private static void add(Table table, String name, Data data, Examples part) {
    Map<String, Integer> counts = ClassBalance.counts(data, part);
    table.addColumns(
        IntColumn.create(
            SettingColumns.IN_PART.heading(name),
            counts.values().stream().mapToInt(n -> n).toArray()));
  }

  /**
   * Shows what was understood: how the source was read, its columns, its classes, and warnings.
   *
   * @param data any data
   * @return the parts of a display; none if its reader says nothing
   */
  static List<Display> displays(Data data) {
    if (data.understanding().isEmpty()) {
      return List.of();
    }
    Understanding understanding = data.understanding().get();
    List<Display> parts = new ArrayList<>();
    parts.add(
        Display.text(
            "read: "
                + Numbers.counted(understanding.rows(), "row")
                + ", "
                + String.join("; ", understanding.form())));
    if (!understanding.columns().isEmpty()) {
      parts.add(Tables.prose(columns(data.name(), understanding)));
    }
    if (data.training().isLabelled() && data.targets().outputs() <= MOST_CLASSES) {
      parts.add(Tables.display(classes(data)));
    }
    understanding.warnings().forEach(w -> parts.add(Display.text("warning: " + w)));
    return parts;
  }
}
