package org.stockpot.display;

import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.text.Html;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.columns.Column;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** The part of a table that is shown, as text. */
final class Cells {

  /** Tables with at most so many rows are shown whole; of longer ones the ends. */
  static final int MOST_ROWS = 60;

  /** How many rows are shown at each end of a long table. */
  static final int END_ROWS = 5;

  /** Tables with at most so many columns are shown whole; of wider ones the ends. */
  static final int MOST_COLUMNS = 20;

  /** Longer texts of data are cut. */
  static final int MOST_LETTERS = 50;

  /** Longer texts of help are cut. */
  static final int PROSE_LETTERS = 500;

  /** Stands for what is left out. */
  static final String GAP = "…";

  /** One column that is shown: its name, whether it holds numbers, and its text in each row. */
  record Shown(String name, boolean numeric, List<String> texts) {}

  private final List<Shown> columns = new ArrayList<>();

  /** Reads those columns and rows that are shown, and so many letters of each cell. */
  Cells(List<Column<?>> all, int letters) {
    int rows = all.isEmpty() ? 0 : all.get(0).size();
    int[] shownRows = ends(rows, MOST_ROWS, END_ROWS);
    for (int i : ends(all.size(), MOST_COLUMNS, MOST_COLUMNS / 2)) {
      columns.add(i < 0 ? gap(shownRows.length) : shown(all.get(i), shownRows, letters));
    }
  }

  List<Shown> columns() {
    return columns;
  }

  /** Returns how many rows are shown, that of the gap included. */
  int rows() {
    return columns.isEmpty() ? 0 : columns.get(0).texts().size();
  }

  /** Returns indexes from both ends with -1 for the gap between them, or all. */
  private static int[] ends(int size, int most, int each) {
    if (size <= most) {
      return IntStream.range(0, size).toArray();
    }
    IntStream head = IntStream.range(0, each);
    IntStream tail = IntStream.range(size - each, size);
    return IntStream.concat(IntStream.concat(head, IntStream.of(-1)), tail).toArray();
  }

  private static Shown gap(int rows) {
    return new Shown(GAP, false, IntStream.range(0, rows).mapToObj(r -> GAP).toList());
  }

  private static Shown shown(Column<?> column, int[] rows, int letters) {
    int[] real = Arrays.stream(rows).filter(r -> r >= 0).toArray();
    List<String> texts = new ArrayList<>(texts(column, real, letters));
    int gap = IntStream.range(0, rows.length).filter(i -> rows[i] < 0).findFirst().orElse(-1);
    if (gap >= 0) {
      texts.add(gap, GAP);
    }
    String name = Html.line(column.name(), MOST_LETTERS);
    return new Shown(name, column instanceof NumericColumn, texts);
  }

  private static List<String> texts(Column<?> column, int[] rows, int letters) {
    if (column instanceof NumericColumn<?> numbers) {
      boolean real = column.type() == ColumnType.DOUBLE || column.type() == ColumnType.FLOAT;
      if (isPlain(numbers, rows, real)) {
        return real ? Numbers.column(values(numbers, rows)) : whole(numbers, rows);
      }
    }
    return Arrays.stream(rows)
        .mapToObj(r -> column.isMissing(r) ? "" : Html.line(column.getString(r), letters))
        .toList();
  }

  /** Tells whether a column prints as Tablesaw has it where the user set no formatter. */
  private static boolean isPlain(NumericColumn<?> column, int[] rows, boolean real) {
    NumberFormat plain =
        (real ? NumberColumnFormatter.floatingPointDefault() : NumberColumnFormatter.ints())
            .getFormat();
    return Arrays.stream(rows)
        .filter(r -> !column.isMissing(r))
        .allMatch(r -> plain.format(column.get(r)).equals(column.getString(r)));
  }

  private static List<String> whole(NumericColumn<?> column, int[] rows) {
    return Arrays.stream(rows)
        .mapToObj(r -> column.isMissing(r) ? "" : column.get(r).toString())
        .toList();
  }

  /** A float is the decimal it prints as, not the one its bits widen to. */
  private static double[] values(NumericColumn<?> column, int[] rows) {
    return Arrays.stream(rows)
        .mapToDouble(
            r -> column.isMissing(r) ? Double.NaN : Double.parseDouble(column.get(r).toString()))
        .toArray();
  }
}
