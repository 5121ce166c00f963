package org.stockpot.data.csv;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.stockpot.data.MessageText;

/**
 * Numbers. Those that doubles cannot tell apart, such as 64-bit identifiers and nanoseconds, are
 * sums of two doubles: the number is {@code value + rest}.
 */
public final class NumberColumn implements TableColumn {

  /** The digits that two doubles hold for certain. */
  private static final MathContext TWO_DOUBLES = new MathContext(30);

  private static final double NEGLIGIBLE = 0x1p-32;

  /** Larger numbers are not counted by anybody: they are whole as all large doubles are. */
  private static final double LARGEST_WHOLE = 0x1p64;

  private static final double[] NOTHING = {};

  private final String name;
  private final double[] values;
  private final double[] rests;
  private final String details;
  private final String unit;

  private NumberColumn(String name, double[] values, double[] rests, String details, String unit) {
    this.name = name;
    this.values = values;
    this.rests = rests;
    this.details = details;
    this.unit = unit;
  }

  /**
   * Returns a column of doubles.
   *
   * @param name the name
   * @param values one per row; NaN where it is missing; not kept
   * @return the column
   */
  public static NumberColumn of(String name, double... values) {
    return new NumberColumn(name, values.clone(), NOTHING, "", "");
  }

  /**
   * Returns a column of whole numbers that keeps all 64 bits.
   *
   * @param name the name
   * @param values one per row; not kept
   * @param missing the value that stands for a missing one
   * @return the column
   */
  public static NumberColumn ofWhole(String name, long[] values, long missing) {
    double[] high = new double[values.length];
    double[] low = new double[values.length];
    for (int row = 0; row < values.length; row++) {
      boolean present = values[row] != missing;
      high[row] = present ? values[row] : Double.NaN;
      low[row] =
          present
              ? BigDecimal.valueOf(values[row]).subtract(new BigDecimal(high[row])).doubleValue()
              : 0;
    }
    boolean exact = Arrays.stream(low).allMatch(rest -> rest == 0);
    return new NumberColumn(name, high, exact ? NOTHING : low, "", "");
  }

  /** Keeps what it gets; no rests for none. */
  static NumberColumn keeping(
      String name, double[] values, double[] rests, String details, String unit) {
    return new NumberColumn(name, values, rests, details, unit);
  }

  /**
   * Returns whether what doubles lose is too little to be seen among their differences: less than
   * floats lose of standardised numbers by far.
   */
  static boolean areNegligible(double[] rests, double[] values) {
    double most = Arrays.stream(rests).map(Math::abs).max().orElse(0);
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    double least = Arrays.stream(finite).min().orElse(0);
    double largest = Arrays.stream(finite).max().orElse(0);
    return most <= NEGLIGIBLE * (largest - least);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return values.length;
  }

  /**
   * Returns a number as the nearest double.
   *
   * @param row the row, from 0
   * @return the number, infinite where the cell is, NaN where it is missing
   */
  public double value(int row) {
    return values[row];
  }

  /**
   * Returns what is to be added to the nearest double.
   *
   * @param row the row, from 0
   * @return 0 unless the column needs more than doubles
   */
  public double rest(int row) {
    return rests.length == 0 ? 0 : rests[row];
  }

  /**
   * Returns whether doubles do not tell all numbers apart.
   *
   * @return whether there are rests
   */
  public boolean hasRests() {
    return rests.length > 0;
  }

  /**
   * Returns how far a number lies from another, before anything is rounded to floats.
   *
   * @param row the row, from 0
   * @param from a number as {@link #value} tells it
   * @param rest its rest
   * @return the difference
   */
  public double minus(int row, double from, double rest) {
    return (values[row] - from) + (rest(row) - rest);
  }

  @Override
  public boolean isMissing(int row) {
    return Double.isNaN(values[row]);
  }

  /**
   * Returns whether a number is finite.
   *
   * @param row the row, from 0
   * @return false where it is infinite or missing
   */
  public boolean isFinite(int row) {
    return Double.isFinite(values[row]);
  }

  /**
   * Returns whether all finite numbers are whole.
   *
   * @return true for a column without numbers
   */
  public boolean isWhole() {
    return IntStream.range(0, values.length)
        .filter(this::isFinite)
        .allMatch(
            row ->
                Math.abs(values[row]) < LARGEST_WHOLE
                    && values[row] == Math.rint(values[row])
                    && rest(row) == Math.rint(rest(row)));
  }

  @Override
  public String text(int row) {
    if (isMissing(row)) {
      return "";
    }
    if (!hasRests()) {
      return MessageText.number(values[row] == 0 ? 0 : values[row]);
    }
    if (!isFinite(row)) {
      return MessageText.number(values[row]);
    }
    return MessageText.exact(
        new BigDecimal(values[row]).add(new BigDecimal(rests[row]), TWO_DOUBLES));
  }

  @Override
  public String type() {
    String kind = isWhole() ? "whole number" : "number";
    return kind
        + (details.isEmpty() ? "" : ", " + details)
        + (unit.isEmpty() ? "" : ", in " + MessageText.cell(unit));
  }

  /**
   * Returns how the numbers were written, where it is not plain.
   *
   * @return such as {@code decimal comma}; empty for plain digits with a point
   */
  public String details() {
    return details;
  }

  /**
   * Returns the currency or unit that stands in each cell.
   *
   * @return such as {@code kg}; empty for none
   */
  public String unit() {
    return unit;
  }

  @Override
  public NumberColumn select(int... rows) {
    double[] high = Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
    double[] low = hasRests() ? Arrays.stream(rows).mapToDouble(this::rest).toArray() : NOTHING;
    return new NumberColumn(name, high, low, details, unit);
  }
}
