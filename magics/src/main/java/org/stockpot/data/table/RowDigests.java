package org.stockpot.data.table;

import java.util.List;
import org.stockpot.data.RowDigest;
import org.stockpot.data.csv.NumberColumn;
import org.stockpot.data.csv.TableColumn;

/**
 * Digests of the rows of a table: its cells as they were read, numbers by their values and all else
 * by its text, in the order of the columns, then the label. Columns that a split makes constant
 * count too, so that a row is the same in each split.
 *
 * @param columns the features
 * @param label what is predicted
 */
record RowDigests(List<TableColumn> columns, TableColumn label) {

  RowDigest digest(int row) {
    RowDigest digest = new RowDigest();
    columns.forEach(column -> add(digest, column, row));
    add(digest, label, row);
    return digest;
  }

  private static void add(RowDigest digest, TableColumn column, int row) {
    if (column instanceof NumberColumn numbers) {
      digest.number(numbers.value(row) + numbers.rest(row));
    } else {
      digest.text(column.text(row));
    }
  }
}
