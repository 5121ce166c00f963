package org.stockpot.data.csv;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.stockpot.data.MessageText;
import org.stockpot.data.csv.NumberText.Reading;

/** Turns cells that are numbers in one reading into doubles, and what doubles lose. */
final class NumberReader {

  /** Doubles tell numbers of so many digits apart. */
  private static final int DIGITS = 15;

  private static final int MOST_DIGITS = 60;
  private static final int LARGEST_EXPONENT = 400;

  private final String name;
  private final NumberNotation marks;
  private final Reading reading;
  private final boolean usualMissing;
  private final Set<Double> missing;
  private final Set<String> thousands = new TreeSet<>();

  NumberReader(String name, NumberNotation marks, Reading reading, TableFormat format) {
    this.name = name;
    this.marks = marks;
    this.reading = reading;
    usualMissing = format.isUsualMissing();
    missing =
        format.na().stream()
            .filter(NumberText::isPlain)
            .map(Double::valueOf)
            .collect(Collectors.toSet());
  }

  NumberColumn read(String[] cells) {
    double[] values = new double[cells.length];
    boolean digits = false;
    for (int row = 0; row < cells.length; row++) {
      values[row] = Double.NaN;
      String cell = cells[row];
      if (NumberText.isPlain(cell) || !isMissing(cell)) {
        String plain = plain(cell);
        double value = parsed(plain, row);
        values[row] = missing.contains(value) ? Double.NaN : value;
        digits |= plain.length() > DIGITS;
      }
    }
    double[] rests = digits ? rests(cells, values) : new double[0];
    String details = String.join(", ", marks.details(reading, thousands));
    return NumberColumn.keeping(name, values, rests, details, marks.unit());
  }

  private boolean isMissing(String cell) {
    return cell.isEmpty() || NumberNotation.isMissing(cell, usualMissing);
  }

  private String plain(String cell) {
    if (NumberText.isPlain(cell) && (reading == Reading.POINT || cell.indexOf('.') < 0)) {
      return cell;
    }
    NumberText number = NumberText.of(cell).orElseThrow();
    number.thousands(reading).ifPresent(thousands::add);
    return number.plain(reading).orElseThrow();
  }

  private double parsed(String plain, int row) {
    double value = Double.parseDouble(plain);
    if (value == 0 && plain.split("[eE]", 2)[0].chars().anyMatch(c -> c > '0' && c <= '9')) {
      throw new IllegalArgumentException(
          "column "
              + name
              + " must hold numbers within doubles, got "
              + MessageText.cell(plain)
              + " in row "
              + (row + 1));
    }
    return value;
  }

  /** Returns what doubles lose of each number, or nothing if it is seen nowhere. */
  private double[] rests(String[] cells, double[] values) {
    Map<Double, BigDecimal> first = new HashMap<>();
    double[] rests = new double[values.length];
    boolean apart = true;
    for (int row = 0; row < values.length; row++) {
      Optional<BigDecimal> exact = exact(cells[row], values[row]);
      if (exact.isPresent()) {
        BigDecimal before = first.putIfAbsent(values[row], exact.get());
        apart &= before == null || before.compareTo(exact.get()) == 0;
        rests[row] = exact.get().subtract(new BigDecimal(values[row])).doubleValue();
      }
    }
    return apart && NumberColumn.areNegligible(rests, values) ? new double[0] : rests;
  }

  private Optional<BigDecimal> exact(String cell, double value) {
    if (!Double.isFinite(value) || value == 0) {
      return Optional.empty();
    }
    String plain = plain(cell);
    boolean small =
        plain.length() <= MOST_DIGITS && Math.abs(Math.getExponent(value)) < LARGEST_EXPONENT;
    return small ? Optional.of(new BigDecimal(plain)) : Optional.empty();
  }

  /** Returns the cells without blanks around them, empty where they stand for a missing value. */
  static String[] present(String[] cells, Set<String> missing) {
    return Arrays.stream(cells)
        .map(Whitespace::strip)
        .map(cell -> missing.contains(cell) ? "" : cell)
        .toArray(String[]::new);
  }
}
