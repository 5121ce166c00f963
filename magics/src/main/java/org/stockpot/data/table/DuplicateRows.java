package org.stockpot.data.table;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.data.csv.NumberColumn;
import org.stockpot.data.csv.TableColumn;

/**
 * Which rows of a table have the same cells, before anything is standardised or rounded. Rows are
 * found by a hash and compared cell by cell, so that different rows are never taken for copies.
 */
final class DuplicateRows {

  private final Map<Long, int[]> firsts = new HashMap<>();
  private final List<TableColumn> columns;
  private final int[] groups;
  private int distinct;

  private DuplicateRows(List<TableColumn> columns) {
    this.columns = columns;
    groups = new int[columns.get(0).size()];
    for (int row = 0; row < groups.length; row++) {
      groups[row] = group(row);
    }
  }

  /** Compares the rows of some columns, at least one. */
  static DuplicateRows of(List<TableColumn> columns) {
    return new DuplicateRows(columns);
  }

  private int group(int row) {
    long hash = hash(columns, row);
    int[] rows = firsts.getOrDefault(hash, new int[0]);
    for (int first : rows) {
      if (isSame(columns, first, columns, row)) {
        return groups[first];
      }
    }
    int[] more = Arrays.copyOf(rows, rows.length + 1);
    more[rows.length] = row;
    firsts.put(hash, more);
    return distinct++;
  }

  /** Returns for each row a number that is that of its copies, from 0. */
  int[] groups() {
    return groups;
  }

  /** Returns how many rows are copies of one before them. */
  int count() {
    return groups.length - distinct;
  }

  /** Returns how many of some rows have a copy among others. */
  long shared(int[] rows, int[] others) {
    boolean[] present = new boolean[distinct];
    Arrays.stream(others).forEach(row -> present[groups[row]] = true);
    return Arrays.stream(rows).filter(row -> present[groups[row]]).count();
  }

  /** Returns how many rows of other columns of the same kinds have a copy among some rows. */
  long shared(List<TableColumn> others, int[] rows) {
    boolean[] present = new boolean[distinct];
    Arrays.stream(rows).forEach(row -> present[groups[row]] = true);
    long shared = 0;
    for (int other = 0; other < others.get(0).size(); other++) {
      for (int first : firsts.getOrDefault(hash(others, other), new int[0])) {
        if (present[groups[first]] && isSame(columns, first, others, other)) {
          shared++;
        }
      }
    }
    return shared;
  }

  private static long hash(List<TableColumn> columns, int row) {
    long hash = 0;
    for (TableColumn column : columns) {
      hash = mixed(hash * 31 + code(column, row));
    }
    return hash;
  }

  private static long code(TableColumn column, int row) {
    if (column instanceof NumberColumn numbers) {
      return Double.doubleToLongBits(numbers.value(row) + 0.0)
          + 31 * Double.doubleToLongBits(numbers.rest(row) + 0.0);
    }
    return column.text(row).hashCode();
  }

  /** The last steps of SplitMix64. */
  private static long mixed(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private static boolean isSame(
      List<TableColumn> columns, int row, List<TableColumn> others, int other) {
    for (int i = 0; i < columns.size(); i++) {
      if (!isSame(columns.get(i), row, others.get(i), other)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSame(TableColumn column, int row, TableColumn other, int otherRow) {
    if (column instanceof NumberColumn numbers && other instanceof NumberColumn others) {
      return Double.compare(numbers.value(row) + 0.0, others.value(otherRow) + 0.0) == 0
          && numbers.rest(row) == others.rest(otherRow);
    }
    return column.text(row).equals(other.text(otherRow));
  }
}
