package org.stockpot.data.csv;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.stockpot.data.MessageText;
import org.stockpot.data.csv.ColumnRules.Dates;

/** Dates, times of day, or both. */
public final class DateColumn implements TableColumn {

  private static final double SECONDS = 86_400;
  private static final int TWO_DIGITS = 100;

  private final String name;
  private final String[] texts;
  private final List<Optional<DateText>> dates;

  private DateColumn(String name, String[] texts) {
    this.name = name;
    this.texts = texts;
    dates = Arrays.stream(texts).map(DateText::of).toList();
  }

  /**
   * Returns a column of dates.
   *
   * @param name the name
   * @param texts such as {@code 2024-01-31} or {@code 2024-01-31T12:30:00Z}; empty where missing
   * @return the column
   * @throws IllegalArgumentException if a text is no date, or all are missing
   */
  public static DateColumn of(String name, List<String> texts) {
    return of(name, texts.toArray(String[]::new))
        .orElseThrow(
            () -> new IllegalArgumentException("column " + name + " must hold dates, got others"));
  }

  /** Returns a column if all cells that are not empty are dates of one kind. */
  static Optional<DateColumn> of(String name, String[] cells) {
    for (String cell : cells) {
      if (!cell.isEmpty() && DateText.of(cell).isEmpty()) {
        return Optional.empty();
      }
    }
    DateColumn column = new DateColumn(name, cells);
    boolean dates = column.any(d -> true);
    boolean alike = column.isAlike(d -> d.form() == DateText.Form.TIME);
    boolean zoned = column.isAlike(DateText::zoned);
    boolean valid =
        column.isReadable(DateText.First.DAY) || column.isReadable(DateText.First.MONTH);
    return dates && alike && zoned && valid ? Optional.of(column) : Optional.empty();
  }

  private boolean any(Predicate<DateText> condition) {
    return dates.stream().flatMap(Optional::stream).anyMatch(condition);
  }

  private boolean isAlike(Predicate<DateText> condition) {
    return !any(condition) || !any(condition.negate());
  }

  private boolean isReadable(DateText.First first) {
    return !any(date -> date.days(first).isEmpty());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return texts.length;
  }

  @Override
  public String text(int row) {
    return texts[row];
  }

  @Override
  public String type() {
    boolean times = any(d -> d.form() == DateText.Form.TIME);
    return times ? "time of day" : any(DateText::hasTime) ? "date and time" : "date";
  }

  /**
   * Returns the days since 1970-01-01, UTC where a zone is given, with the time of day as a
   * fraction.
   *
   * @param rule whether the day or the month comes first where cells do not tell
   * @return one number per row, under the same name
   * @throws IllegalArgumentException if neither the cells nor the rule tell, or years have two
   *     digits
   */
  public NumberColumn days(Dates rule) {
    DateText.First order = order(rule);
    double[] days = new double[texts.length];
    double[] rests = new double[texts.length];
    for (int row = 0; row < days.length; row++) {
      if (isMissing(row)) {
        days[row] = Double.NaN;
        continue;
      }
      DateText date = dates.get(row).orElseThrow();
      requireFourDigits(date, texts[row]);
      days[row] = date.days(order).orElseThrow();
      rests[row] = date.hasTime() ? date.seconds() / SECONDS : 0;
    }
    return NumberColumn.keeping(name, days, added(days, rests), "days since 1970", "");
  }

  /** Adds rests to numbers; returns what is lost by that, or nothing if it is seen nowhere. */
  private static double[] added(double[] days, double[] rests) {
    double[] lost = new double[days.length];
    Map<Double, Double> first = new HashMap<>();
    boolean apart = true;
    for (int row = 0; row < days.length; row++) {
      double sum = days[row] + rests[row];
      lost[row] = Double.isNaN(sum) ? 0 : rests[row] - (sum - days[row]);
      days[row] = sum;
      Double before = first.putIfAbsent(sum, lost[row]);
      apart &= before == null || before == lost[row];
    }
    return apart && NumberColumn.areNegligible(lost, days) ? new double[0] : lost;
  }

  private void requireFourDigits(DateText date, String text) {
    if (date.form() == DateText.Form.TWO_WAYS && date.third() < TWO_DIGITS) {
      throw new IllegalArgumentException(
          "column "
              + name
              + " must have years of four digits, got "
              + MessageText.cell(text)
              + "; say --drop "
              + name);
    }
  }

  private DateText.First order(Dates rule) {
    boolean day = isReadable(DateText.First.DAY);
    boolean month = isReadable(DateText.First.MONTH);
    if (day != month || !any(d -> d.form() == DateText.Form.TWO_WAYS)) {
      return day ? DateText.First.DAY : DateText.First.MONTH;
    }
    return switch (rule) {
      case DAY_FIRST -> DateText.First.DAY;
      case MONTH_FIRST -> DateText.First.MONTH;
      default -> throw twoWays();
    };
  }

  private IllegalArgumentException twoWays() {
    int row =
        IntStream.range(0, texts.length)
            .filter(i -> dates.get(i).filter(d -> d.form() == DateText.Form.TWO_WAYS).isPresent())
            .findFirst()
            .orElseThrow();
    return new IllegalArgumentException(
        "column "
            + name
            + " must be certain, got dates that can be read in two ways: "
            + MessageText.cell(texts[row])
            + "; say --dates day-first or --dates month-first");
  }

  @Override
  public DateColumn select(int... rows) {
    return new DateColumn(
        name, IntStream.of(rows).mapToObj(row -> texts[row]).toArray(String[]::new));
  }
}
