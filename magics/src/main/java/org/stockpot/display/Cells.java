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

  /** Headings wrap, and their ends tell units apart. */
  private static final int HEADING_LETTERS = 100;

  /** Longer texts of help are cut. */
  static final int PROSE_LETTERS = 500;

  /** Columns of texts of at most so many letters do not break lines on pages. */
  private static final int SHORT = 24;

  /** Stands for what is left out. */
  static final String GAP = Alignment.GAP;

  /**
   * One column that is shown.
   *
   * @param name its heading
   * @param numeric whether it holds numbers, which stand on the right
   * @param aligned the text of each row, in letters of one width
   * @param html the same, escaped, for a page
   */
  record Shown(String name, boolean numeric, List<String> aligned, List<String> html) {

    static Shown of(String name, boolean numbers, List<String> texts) {
      Alignment alignment = new Alignment(texts);
      boolean numeric = numbers || alignment.isNumeric();
      return numeric
          ? new Shown(name, true, alignment.text(), alignment.html())
          : new Shown(name, false, texts, texts.stream().map(Html::escape).toList());
    }

    /** Returns the name for a page, escaped, whose signs stay with their numbers and units. */
    String heading() {
      return Html.escape(name.replace("± ", "±\u00a0").replace(" %", "\u00a0%"));
    }

    /** Returns whether its cells are short enough to stand on one line each. */
    boolean isShort() {
      return aligned.stream().allMatch(text -> Alignment.letters(text) <= SHORT);
    }
  }

  private final List<Shown> columns = new ArrayList<>();

  /** Reads those columns and rows that are shown, and so many letters of each cell. */
  Cells(List<Column<?>> all, int letters) {
    this(all, letters, MOST_ROWS, MOST_COLUMNS);
  }

  private Cells(List<Column<?>> all, int letters, int mostRows, int mostColumns) {
    int rows = all.isEmpty() ? 0 : all.get(0).size();
    int[] shownRows = ends(rows, mostRows, END_ROWS);
    for (int i : ends(all.size(), mostColumns, mostColumns / 2)) {
      columns.add(i < 0 ? gap(shownRows.length) : shown(all.get(i), shownRows, letters));
    }
  }

  /** Reads all columns, rows and letters. */
  static Cells whole(List<Column<?>> all) {
    return new Cells(all, Integer.MAX_VALUE / 4, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  List<Shown> columns() {
    return columns;
  }

  /** Returns how many rows are shown, that of the gap included. */
  int rows() {
    return columns.isEmpty() ? 0 : columns.get(0).aligned().size();
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
    return Shown.of(GAP, false, IntStream.range(0, rows).mapToObj(r -> GAP).toList());
  }

  private static Shown shown(Column<?> column, int[] rows, int letters) {
    int[] real = Arrays.stream(rows).filter(r -> r >= 0).toArray();
    List<String> texts = new ArrayList<>(texts(column, real, letters));
    int gap = IntStream.range(0, rows.length).filter(i -> rows[i] < 0).findFirst().orElse(-1);
    if (gap >= 0) {
      texts.add(gap, GAP);
    }
    String name = Html.line(column.name(), HEADING_LETTERS);
    return Shown.of(name, column instanceof NumericColumn, texts);
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
