package org.stockpot.data;

import java.util.stream.IntStream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/** What is required of the cells of a table. Rows count from 1, without the header. */
final class Cells {

  private Cells() {}

  static void requirePresent(Column<?> column) {
    int[] missing = IntStream.range(0, column.size()).filter(i -> isMissing(column, i)).toArray();
    if (missing.length > 0) {
      throw new IllegalArgumentException(
          "column "
              + column.name()
              + " must have a value in each row, got none in "
              + missing.length
              + " rows, the first of them row "
              + (missing[0] + 1)
              + "; drop those rows with table.dropRowsWithMissingValues(), or fill them");
    }
  }

  /** A text column loses count of missing values that were set rather than read. */
  private static boolean isMissing(Column<?> column, int row) {
    return column.isMissing(row)
        || (column instanceof StringColumn texts && texts.get(row).isEmpty());
  }

  static double[] numbers(NumericColumn<?> column) {
    double[] numbers = column.asDoubleArray();
    for (int row = 0; row < numbers.length; row++) {
      if (!Double.isFinite(numbers[row])) {
        throw new IllegalArgumentException(
            "column "
                + column.name()
                + " must be finite, got "
                + numbers[row]
                + " in row "
                + (row + 1));
      }
    }
    return numbers;
  }

  static IllegalArgumentException unusable(Column<?> column) {
    return new IllegalArgumentException(
        "column "
            + column.name()
            + " must hold numbers, texts or booleans, got "
            + column.type().name()
            + "; derive a number from it, such as a year, or drop it with"
            + " table.removeColumns(\""
            + column.name()
            + "\")");
  }
}
