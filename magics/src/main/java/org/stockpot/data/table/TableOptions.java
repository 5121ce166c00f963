package org.stockpot.data.table;

import java.util.Objects;
import org.stockpot.data.LabelKind;
import org.stockpot.data.csv.ColumnRules;
import org.stockpot.data.csv.TableFormat;

/**
 * How a table becomes data.
 *
 * @param label the column to predict
 * @param kind what it is taken for
 * @param format how a file is read; of no account for a Tablesaw table
 * @param columns what becomes of columns that cannot be inputs as they are
 * @param rows what holds rows together
 */
public record TableOptions(
    String label, LabelKind kind, TableFormat format, ColumnRules columns, RowRules rows) {

  /** Checks that nothing is missing. */
  public TableOptions {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(columns, "columns");
    Objects.requireNonNull(rows, "rows");
  }

  /**
   * Returns the options in which the table decides everything and nothing is left out.
   *
   * @param label the column to predict
   * @return the options
   */
  public static TableOptions of(String label) {
    return new TableOptions(
        label, LabelKind.AUTO, TableFormat.defaults(), ColumnRules.defaults(), RowRules.defaults());
  }

  /**
   * Returns these options with another kind of label.
   *
   * @param value what the label is taken for
   * @return the changed options
   */
  public TableOptions withKind(LabelKind value) {
    return new TableOptions(label, value, format, columns, rows);
  }

  /**
   * Returns these options with another format.
   *
   * @param value how a file is read
   * @return the changed options
   */
  public TableOptions withFormat(TableFormat value) {
    return new TableOptions(label, kind, value, columns, rows);
  }

  /**
   * Returns these options with other rules for columns.
   *
   * @param value what becomes of them
   * @return the changed options
   */
  public TableOptions withColumns(ColumnRules value) {
    return new TableOptions(label, kind, format, value, rows);
  }

  /**
   * Returns these options with other rules for rows.
   *
   * @param value what holds them together
   * @return the changed options
   */
  public TableOptions withRows(RowRules value) {
    return new TableOptions(label, kind, format, columns, value);
  }
}
