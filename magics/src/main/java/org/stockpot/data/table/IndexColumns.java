package org.stockpot.data.table;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.stockpot.data.csv.NumberColumn;
import org.stockpot.data.csv.TableColumn;

/** Columns that number or name the rows, as tools write them beside a table. */
final class IndexColumns {

  private static final int FEWEST = 3;

  private IndexColumns() {}

  /**
   * Returns whether a column numbers the rows, from any start, once or several times over, or holds
   * whole numbers, texts or dates of which none comes twice.
   */
  static boolean are(TableColumn column) {
    if (column.size() < FEWEST) {
      return false;
    }
    if (column instanceof NumberColumn numbers) {
      return countUp(column) || (numbers.isWhole() && allDiffer(column) && isDense(numbers));
    }
    return allDiffer(column);
  }

  /** Returns whether a column numbers the rows in their order. */
  static boolean countUp(TableColumn column) {
    return column.size() >= FEWEST
        && column instanceof NumberColumn numbers
        && numbers.isWhole()
        && countsUp(numbers);
  }

  private static boolean countsUp(NumberColumn column) {
    double first = column.value(0);
    long steps =
        IntStream.range(1, column.size())
            .filter(row -> column.value(row) == column.value(row - 1) + 1)
            .count();
    long starts =
        IntStream.range(1, column.size()).filter(row -> column.value(row) == first).count();
    return steps > starts && steps + starts == column.size() - 1L;
  }

  /** Returns whether distinct whole numbers are those of rows of a larger table, in any order. */
  private static boolean isDense(NumberColumn column) {
    double least = IntStream.range(0, column.size()).mapToDouble(column::value).min().orElse(0);
    double most = IntStream.range(0, column.size()).mapToDouble(column::value).max().orElse(0);
    return least >= 0 && most - least < 10.0 * column.size();
  }

  private static boolean allDiffer(TableColumn column) {
    Set<String> seen = new HashSet<>();
    for (int row = 0; row < column.size(); row++) {
      if (column.isMissing(row) || !seen.add(column.text(row))) {
        return false;
      }
    }
    return true;
  }
}
