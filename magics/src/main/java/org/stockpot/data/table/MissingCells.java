package org.stockpot.data.table;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stockpot.data.MessageText;
import org.stockpot.data.csv.ColumnRules.Missing;
import org.stockpot.data.csv.NumberColumn;
import org.stockpot.data.csv.TableColumn;

/** Cells of a table that have no value, or no finite one. */
final class MissingCells {

  private final List<TableColumn> inputs;
  private final List<TableColumn> needed;
  private final List<String> said = new ArrayList<>();
  private final int rows;

  /**
   * Looks at columns.
   *
   * @param inputs columns whose missing cells can be filled
   * @param needed columns that must have a value: label, groups, times
   */
  MissingCells(List<TableColumn> inputs, List<TableColumn> needed) {
    this.inputs = inputs;
    this.needed = needed;
    rows = needed.get(0).size();
  }

  static boolean isMissing(TableColumn column, int row) {
    return column instanceof NumberColumn numbers ? !numbers.isFinite(row) : column.isMissing(row);
  }

  static BitSet rows(TableColumn column) {
    BitSet missing = new BitSet();
    for (int row = 0; row < column.size(); row++) {
      if (isMissing(column, row)) {
        missing.set(row);
      }
    }
    return missing;
  }

  /**
   * Returns the rows to use, from 0.
   *
   * @throws IllegalArgumentException if cells are missing and no rule says what becomes of them, or
   *     a column has no value at all
   */
  int[] kept(Missing rule) {
    List<TableColumn> all = Stream.concat(needed.stream(), inputs.stream()).distinct().toList();
    all.forEach(MissingCells::requireSome);
    BitSet any = union(all);
    if (any.isEmpty()) {
      return IntStream.range(0, rows).toArray();
    }
    if (rule == Missing.REFUSE) {
      throw refused(all, any, union(inputs).isEmpty());
    }
    BitSet dropped = rule == Missing.DROP ? any : union(needed);
    if (dropped.cardinality() == rows) {
      throw new IllegalArgumentException(
          "--missing drop must leave rows, got a missing cell in each of "
              + MessageText.count(rows, "row")
              + ": "
              + counts(all));
    }
    if (!dropped.isEmpty()) {
      said.add(
          MessageText.count(dropped.cardinality(), "row")
              + " with missing cells left out: "
              + counts(rule == Missing.DROP ? all : needed));
    }
    BitSet filled = union(inputs);
    filled.andNot(dropped);
    if (!filled.isEmpty()) {
      said.add("missing cells filled by the mean of the training rows: " + counts(inputs));
    }
    dropped.flip(0, rows);
    return dropped.stream().toArray();
  }

  /** Returns what was done, one sentence each. */
  List<String> said() {
    return said;
  }

  private static void requireSome(TableColumn column) {
    if (rows(column).cardinality() == column.size()) {
      throw new IllegalArgumentException(
          "column "
              + column.name()
              + " must have a value in some row, got none in "
              + MessageText.count(column.size(), "row")
              + "; say --drop "
              + column.name());
    }
  }

  private static BitSet union(List<TableColumn> columns) {
    BitSet any = new BitSet();
    columns.forEach(column -> any.or(rows(column)));
    return any;
  }

  private static IllegalArgumentException refused(
      List<TableColumn> columns, BitSet any, boolean needed) {
    return new IllegalArgumentException(
        "each cell must have a finite value, got none in "
            + counts(columns)
            + " (the first in row "
            + (any.nextSetBit(0) + 1)
            + "); --missing drop leaves out "
            + MessageText.count(any.cardinality(), "row")
            + (needed
                ? ""
                : ", --missing mean or indicator fills the cells, --drop COLUMN leaves out a"
                    + " column"));
  }

  private static String counts(List<TableColumn> columns) {
    List<String> counts = new ArrayList<>();
    for (TableColumn column : columns) {
      int missing = rows(column).cardinality();
      if (missing > 0) {
        counts.add(MessageText.count(missing, "row") + " of " + column.name() + infinite(column));
      }
    }
    return MessageText.names(counts);
  }

  private static String infinite(TableColumn column) {
    long infinite = 0;
    for (int row = 0; row < column.size(); row++) {
      infinite += isMissing(column, row) && !column.isMissing(row) ? 1 : 0;
    }
    return infinite == 0 ? "" : " (" + infinite + " infinite)";
  }
}
