package org.stockpot.report;

import org.stockpot.display.TableWriter;
import org.stockpot.report.parts.MachineNames;
import tech.tablesaw.api.Table;

/**
 * Results' tables for other programs: columns have names that programs can read, such as {@code
 * test_accuracy_percent}, the same for the same thing in all tables.
 */
public final class Csv {

  private Csv() {}

  /**
   * Writes a table as CSV (RFC 4180): numbers as they are, not as they are shown; what is missing
   * is empty. Columns that are none of this library's keep their names.
   *
   * @param table the table of a result
   * @return the lines
   */
  public static String of(Table table) {
    return TableWriter.csv(named(table));
  }

  /**
   * Returns a table whose columns have the names that programs read.
   *
   * @param table the table of a result
   * @return a copy
   */
  public static Table named(Table table) {
    Table named = table.copy();
    named.columns().forEach(c -> c.setName(MachineNames.of(c.name()).orElse(c.name())));
    return named;
  }
}
