package org.stockpot.data.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.stockpot.data.MessageText;
import org.stockpot.data.csv.NumberText.Reading;

/** What the cells of one column say of its numbers: in which readings they all are some. */
final class NumberNotation {

  private static final int FEW = 3;
  private static final int MOST_UNITS = 6;

  /** Cells that are missing values where the others are numbers. */
  private static final Set<String> NO_NUMBER =
      Set.of(
          "-", "--", "---", ".", "..", "...", "\u2013", "\u2014", "na", "n.a.", "n.a", "N.A.",
          "None", "none", "nil", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!",
          "#WERT!");

  /** The cells of one currency or unit, and the first of them. */
  private static final class Unit {
    private final int row;
    private final String cell;
    private long cells;

    Unit(int row, String cell) {
      this.row = row;
      this.cell = cell;
    }

    @Override
    public String toString() {
      return " in "
          + MessageText.count(cells, "cell")
          + " (row "
          + (row + 1)
          + ": "
          + MessageText.cell(cell)
          + ")";
    }
  }

  private final boolean usualMissing;
  private final List<String> others = new ArrayList<>();
  private final Map<String, Unit> units = new TreeMap<>();
  private final Set<String> signs = new TreeSet<>();
  private Unit bare;
  private long numbers;
  private long otherCells;
  private int firstOther = -1;
  private String withoutPoint = "";
  private String withoutComma = "";
  private String ambiguous = "";
  private boolean loneComma;
  private boolean lonePoint;
  private boolean decimalComma;
  private String leadingZero = "";

  private NumberNotation(boolean usualMissing) {
    this.usualMissing = usualMissing;
  }

  /** Looks at all cells of a column; missing ones are empty. */
  static NumberNotation of(String[] cells, boolean usualMissing) {
    NumberNotation marks = new NumberNotation(usualMissing);
    for (int row = 0; row < cells.length; row++) {
      if (!cells[row].isEmpty()) {
        marks.add(row, cells[row]);
      }
    }
    return marks;
  }

  /** Returns whether a cell has no number where the other cells of its column have one. */
  static boolean isMissing(String cell, boolean usualMissing) {
    return NumberText.isNotANumber(cell) || (usualMissing && NO_NUMBER.contains(cell));
  }

  private void add(int row, String cell) {
    if (NumberText.isPlain(cell)) {
      addPlain(row, cell);
      return;
    }
    Optional<NumberText> number = NumberText.of(cell);
    if (number.isPresent()) {
      add(row, cell, number.get());
    } else if (!isMissing(cell, usualMissing)) {
      addOther(row, cell);
    }
  }

  private void addOther(int row, String cell) {
    otherCells++;
    firstOther = firstOther < 0 ? row : firstOther;
    if (others.size() < FEW && !others.contains(cell)) {
      others.add(cell);
    }
  }

  private void addPlain(int row, String cell) {
    numbers++;
    if (bare == null) {
      bare = units.computeIfAbsent("", u -> new Unit(row, cell));
    }
    bare.cells++;
    int start = cell.charAt(0) == '-' || cell.charAt(0) == '+' ? 1 : 0;
    boolean zero = cell.length() > start + 1 && cell.charAt(start) == '0';
    if (zero && Character.isDigit(cell.charAt(start + 1)) && cell.indexOf('.') < 0) {
      leadingZero = cell;
    }
    if (cell.indexOf('.') >= 0) {
      boolean thousands = NumberText.isOneGroup(cell, start);
      compare(cell, true, thousands);
      lonePoint |= thousands;
    }
  }

  private void add(int row, String cell, NumberText number) {
    Optional<String> point = number.plain(Reading.POINT);
    Optional<String> comma = number.plain(Reading.COMMA);
    if (point.isEmpty() && comma.isEmpty()) {
      addOther(row, cell);
      return;
    }
    numbers++;
    units.computeIfAbsent(number.affix(), u -> new Unit(row, cell)).cells++;
    if (number.sign() != NumberText.Sign.PLAIN) {
      signs.add(number.sign().said());
    }
    decimalComma |= point.isEmpty() && number.hasMark(',');
    if (!point.equals(comma)) {
      compare(cell, point.isPresent(), comma.isPresent());
      boolean both = point.isPresent() && comma.isPresent();
      loneComma |= both && number.hasMark(',');
      lonePoint |= both && number.hasMark('.');
    }
  }

  private void compare(String cell, boolean point, boolean comma) {
    withoutPoint = !point && withoutPoint.isEmpty() ? cell : withoutPoint;
    withoutComma = !comma && withoutComma.isEmpty() ? cell : withoutComma;
    ambiguous = point && comma && ambiguous.isEmpty() ? cell : ambiguous;
  }

  long numbers() {
    return numbers;
  }

  /** Returns how many cells are something else than numbers. */
  long others() {
    return otherCells;
  }

  /** Returns the first row, from 0, that holds something else than a number. */
  int firstOther() {
    return firstOther;
  }

  /** Returns the first few things that are no numbers. */
  List<String> samples() {
    return others;
  }

  /** Returns whether all cells are numbers in one reading, with one currency or unit. */
  boolean areNumbers() {
    return numbers > 0
        && otherCells == 0
        && units.size() == 1
        && (withoutPoint.isEmpty() || withoutComma.isEmpty());
  }

  /** Returns whether a column of numbers has decimal commas for certain. */
  boolean showsDecimalComma() {
    return areNumbers() && decimalComma;
  }

  /** Returns why numbers are not all of one kind; empty if they are. */
  String mixture() {
    if (!withoutPoint.isEmpty() && !withoutComma.isEmpty()) {
      return "decimal commas as in "
          + MessageText.cell(withoutPoint)
          + " and decimal points as in "
          + MessageText.cell(withoutComma);
    }
    List<String> found = new ArrayList<>();
    units.forEach((affix, unit) -> found.add((affix.isEmpty() ? "none" : affix) + unit));
    return isUnits() ? "several units: " + String.join(", ", found) : "";
  }

  /** Returns whether what stands around numbers may be a few units: else cells are codes. */
  private boolean isUnits() {
    return units.size() > 1 && units.size() <= MOST_UNITS;
  }

  /** Returns whether cells are numbers of several kinds, or most of them numbers. */
  boolean areMixed() {
    return numbers > 0 && numbers >= otherCells && units.size() <= MOST_UNITS;
  }

  /**
   * Returns in which reading the numbers are to be read.
   *
   * @param fileShowsCommas whether other columns of the file have decimal commas for certain
   * @throws IllegalArgumentException if neither cells nor options decide
   */
  Reading reading(String column, TableFormat format, boolean fileShowsCommas) {
    if (!withoutPoint.isEmpty()) {
      return Reading.COMMA;
    } else if (!withoutComma.isEmpty() || ambiguous.isEmpty()) {
      return Reading.POINT;
    }
    return wanted(format)
        .or(() -> loneComma || fileShowsCommas ? Optional.empty() : Optional.of(Reading.POINT))
        .orElseThrow(() -> twoWays(column));
  }

  private Optional<Reading> wanted(TableFormat format) {
    if (format.decimal() != TableFormat.Decimal.AUTO) {
      return Optional.of(
          format.decimal() == TableFormat.Decimal.POINT ? Reading.POINT : Reading.COMMA);
    }
    return switch (format.thousands()) {
      case AUTO -> Optional.empty();
      case COMMA -> Optional.of(Reading.POINT);
      case POINT -> Optional.of(Reading.COMMA);
      case NONE ->
          loneComma && lonePoint
              ? Optional.empty()
              : Optional.of(loneComma ? Reading.COMMA : Reading.POINT);
    };
  }

  private IllegalArgumentException twoWays(String column) {
    NumberText number = NumberText.of(ambiguous).orElseThrow();
    boolean comma = number.hasMark(',');
    String mark = comma ? "comma" : "point";
    Reading decimal = comma ? Reading.COMMA : Reading.POINT;
    Reading thousands = comma ? Reading.POINT : Reading.COMMA;
    return new IllegalArgumentException(
        "column "
            + column
            + " must be certain, got numbers that can be read in two ways: "
            + MessageText.cell(ambiguous)
            + " is "
            + shown(number, decimal)
            + " by --decimal "
            + mark
            + ", or "
            + shown(number, thousands)
            + " by --thousands "
            + mark);
  }

  private static String shown(NumberText number, Reading reading) {
    return MessageText.number(Double.parseDouble(number.plain(reading).orElseThrow()));
  }

  /** Returns how the numbers are written, where it is not plain. */
  List<String> details(Reading reading, Set<String> thousands) {
    List<String> details = new ArrayList<>();
    if (reading == Reading.COMMA && (decimalComma || loneComma)) {
      details.add("decimal comma");
    }
    thousands.forEach(mark -> details.add("thousands " + mark));
    details.addAll(signs);
    return details;
  }

  /** Returns the currency or unit of numbers of one kind; empty for none. */
  String unit() {
    return String.join("", units.keySet());
  }

  /** Returns a whole number that begins with a zero, as codes do; empty for none. */
  String leadingZero() {
    return leadingZero;
  }
}
