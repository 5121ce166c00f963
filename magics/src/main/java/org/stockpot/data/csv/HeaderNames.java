package org.stockpot.data.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.stockpot.data.MessageText;

/**
 * The names of a table's columns: from its first row, or c1, c2 and so on.
 *
 * @param names one per column; empty for a column without name and values, which is left out
 * @param nameless names that were made up
 * @param said where the names are from
 * @param warnings what may not be as it looks
 */
record HeaderNames(
    List<Optional<String>> names, Set<String> nameless, String said, List<String> warnings) {

  private static final Pattern PANDAS = Pattern.compile("Unnamed: \\d+(\\.\\d+)*(_level_\\d+)?");
  private static final int FEW = 5;

  /**
   * Names the columns.
   *
   * @throws IllegalArgumentException if the first row looks like data, or has not a name for each
   *     column
   */
  static HeaderNames of(TableFormat format, RowCollector rows, int width) {
    if (format.header() == TableFormat.Header.NO) {
      String[] none = new String[width];
      Arrays.fill(none, "");
      HeaderNames made = new Builder(rows).build(none, "no header");
      return new HeaderNames(made.names, Set.of(), made.said, made.warnings);
    }
    String[] cells = fitted(rows, width);
    if (format.header() == TableFormat.Header.AUTO && looksLikeData(cells, rows)) {
      throw new IllegalArgumentException(
          "the first row must be names for certain, got what looks like data: "
              + MessageText.list(Arrays.stream(cells).limit(FEW).toList())
              + "; say --header no, which names the columns c1 to c"
              + width
              + ", or --header yes"
              + (rows.hasHeaderAsComment()
                  ? ", or --comments none if the comment before it has the names"
                  : ""));
    }
    return new Builder(rows).build(cells, "names in the first row");
  }

  /** Returns one cell for each column: without stray separators, and with one for row names. */
  private static String[] fitted(RowCollector rows, int width) {
    String[] header = rows.header();
    if (header.length > width
        && RowCollector.isBlank(Arrays.copyOfRange(header, width, header.length))) {
      return Arrays.copyOf(header, width);
    }
    if (header.length == width - 1) {
      String[] cells = new String[width];
      boolean atEnd = rows.isBlank(width - 1);
      cells[atEnd ? width - 1 : 0] = "";
      System.arraycopy(header, 0, cells, atEnd ? 0 : 1, width - 1);
      boolean named = width > 2 && rows.cells(0).distinct().count() == rows.rows();
      if (atEnd || named) {
        return cells;
      }
    }
    if (header.length != width) {
      throw new IllegalArgumentException(
          "the header must have a name for each of "
              + MessageText.count(width, "column")
              + ", got "
              + header.length
              + ": "
              + MessageText.list(Arrays.stream(header).limit(FEW).toList())
              + "; say --skip LINES where the names come later, or --header no"
              + rows.hint());
    }
    return header;
  }

  /**
   * Returns whether the first row may be data: it has numbers that do not count up as years or
   * pixels do, or all its texts are values of their columns; but not if it has a text where all
   * other cells are numbers.
   */
  private static boolean looksLikeData(String[] cells, RowCollector rows) {
    int[] named = IntStream.range(0, cells.length).filter(i -> !cells[i].isBlank()).toArray();
    int[] numbers = IntStream.of(named).filter(i -> NumberText.isBare(cells[i])).toArray();
    boolean certain =
        IntStream.of(named)
            .filter(i -> !NumberText.isBare(cells[i]))
            .anyMatch(i -> rows.cells(i).allMatch(HeaderNames::isNumberOrNone));
    if (certain || named.length == 0) {
      return false;
    }
    if (numbers.length > 0) {
      return !countsUp(cells, numbers);
    }
    return IntStream.of(named).allMatch(i -> rows.cells(i).anyMatch(cell -> cell.equals(cells[i])));
  }

  private static boolean isNumberOrNone(String cell) {
    return cell.isBlank() || NumberText.isNumber(cell);
  }

  private static boolean countsUp(String[] cells, int[] numbers) {
    return numbers.length > 1
        && IntStream.range(0, numbers.length)
            .allMatch(
                i -> {
                  String cell = Whitespace.strip(cells[numbers[i]]);
                  boolean whole = cell.length() < 10 && cell.chars().allMatch(Character::isDigit);
                  return whole
                      && (i == 0
                          || Long.parseLong(cell)
                              == Long.parseLong(Whitespace.strip(cells[numbers[i - 1]])) + 1);
                });
  }

  /** Gives each column a name of its own. */
  private static final class Builder {
    private final RowCollector rows;
    private final List<Optional<String>> names = new ArrayList<>();
    private final Set<String> nameless = new HashSet<>();
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, Integer> times = new HashMap<>();

    Builder(RowCollector rows) {
      this.rows = rows;
    }

    HeaderNames build(String[] cells, String said) {
      List<String> given =
          Arrays.stream(cells).map(cell -> Whitespace.strip(cell).replaceAll("\\s+", " ")).toList();
      Set<String> taken = new HashSet<>(given);
      for (int i = 0; i < given.size(); i++) {
        names.add(name(given.get(i), i, taken));
      }
      return new HeaderNames(names, nameless, said, warnings);
    }

    private Optional<String> name(String given, int column, Set<String> taken) {
      boolean unnamed = given.isEmpty() || PANDAS.matcher(given).matches();
      if (unnamed && rows.isBlank(column)) {
        warnings.add("column " + (column + 1) + " has neither name nor values: left out");
        return Optional.empty();
      }
      if (unnamed) {
        String made = given.isEmpty() ? free("c" + (column + 1), taken) : given;
        nameless.add(made);
        return Optional.of(made);
      }
      if (times.merge(given, 1, Integer::sum) == 1) {
        return Optional.of(given);
      }
      String other = free(given + "." + times.get(given), taken);
      warnings.add("column " + (column + 1) + " is called " + given + " too: named " + other);
      return Optional.of(other);
    }

    private static String free(String wanted, Set<String> taken) {
      String name = wanted;
      for (int i = 2; !taken.add(name); i++) {
        name = wanted + "." + i;
      }
      return name;
    }
  }
}
