package org.stockpot.data.csv;

/** A column of a table as it was understood: numbers, texts or dates, some of them missing. */
public interface TableColumn {

  /**
   * Returns the name.
   *
   * @return as in the header
   */
  String name();

  /**
   * Returns the number of rows.
   *
   * @return at least 0
   */
  int size();

  /**
   * Returns whether a cell has no value.
   *
   * @param row the row, from 0
   * @return true for an empty cell or one that stands for a missing value
   */
  default boolean isMissing(int row) {
    return text(row).isEmpty();
  }

  /**
   * Returns what a cell holds, without blanks around it.
   *
   * @param row the row, from 0
   * @return a text that is the same for equal values; empty where the value is missing
   */
  String text(int row);

  /**
   * Returns what was understood, such as {@code whole number} or {@code number, decimal comma}.
   *
   * @return a phrase
   */
  String type();

  /**
   * Returns some rows of this column.
   *
   * @param rows which, in the order wanted
   * @return a new column
   */
  TableColumn select(int... rows);
}
