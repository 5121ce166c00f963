package org.stockpot.report.parts;

import org.stockpot.text.Decimals;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** Numbers in tables, and how they are shown. */
public final class NumberCells {

  private NumberCells() {}

  /**
   * Appends a number, or an empty cell for one that is infinite or not a number.
   *
   * @param column where
   * @param value the number
   */
  public static void append(DoubleColumn column, double value) {
    if (Double.isFinite(value)) {
      column.append(value);
    } else {
      column.appendMissing();
    }
  }

  /**
   * Shows so many significant digits of a column's numbers.
   *
   * @param column the column, which is changed
   * @param digits how many
   * @return the column
   */
  public static DoubleColumn significant(DoubleColumn column, int digits) {
    column.setPrintFormatter(new NumberColumnFormatter(Decimals.significant(digits)));
    return column;
  }
}
