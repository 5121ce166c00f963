package org.stockpot.data.csv;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cell that is a date, a time, or both. Of 3/4/2024 it is not told whether it is in March or in
 * April.
 *
 * @param first the year, or for {@link Form#TWO_WAYS} the first of day and month
 * @param second the month, or for {@link Form#TWO_WAYS} the second of day and month
 * @param third the day, or for {@link Form#TWO_WAYS} the year
 * @param form how the date is written
 * @param seconds the time of day less its zone, in seconds, or NaN for none
 * @param zoned whether a time zone is given
 */
record DateText(int first, int second, int third, Form form, double seconds, boolean zoned) {

  /** How a date is written. */
  enum Form {
    /** Year, month and day for certain. */
    CERTAIN,
    /** Day and month in either order. */
    TWO_WAYS,
    /** A time of day without a date. */
    TIME
  }

  /** What comes first of day and month. */
  enum First {
    DAY,
    MONTH
  }

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final String TIME =
      "(?<h>\\d{1,2}):(?<m>\\d{2})(?::(?<s>\\d{2}(?:[.,]\\d{1,9})?))?\\s*(?<half>(?i:am|pm))?";
  private static final String ZONE = "\\s*(?<zone>Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?";
  private static final Pattern CELL =
      Pattern.compile("(?<date>.*?)(?:(?:^|T|,?\\s+)" + TIME + ZONE + ")?");
  private static final Pattern YEAR_FIRST =
      Pattern.compile("(\\d{4})(?:([-/.])(\\d{1,2})\\2(\\d{1,2})|[-/](\\d{1,2}))");
  private static final Pattern YEAR_LAST =
      Pattern.compile("(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})");
  private static final Pattern DAY_NAMED =
      Pattern.compile("(\\d{1,2})\\.?[- ]([A-Za-z]{3,9})\\.?[- ,]+(\\d{4})");
  private static final Pattern MONTH_NAMED =
      Pattern.compile("([A-Za-z]{3,9})\\.? (\\d{1,2}),? (\\d{4})");
  private static final int LONGEST = 40;
  private static final int HOUR = 3600;

  /** Returns the date of a cell without blanks around it, if it is one. */
  static Optional<DateText> of(String cell) {
    if (cell.length() > LONGEST || cell.length() < 4) {
      return Optional.empty();
    }
    Matcher m = CELL.matcher(cell);
    if (!m.matches()) {
      return Optional.empty();
    }
    double seconds = m.group("h") == null ? Double.NaN : seconds(m);
    boolean zoned = m.group("zone") != null;
    if (seconds < -24 * HOUR * 2) {
      return Optional.empty();
    }
    String date = m.group("date");
    return date.isEmpty()
        ? Optional.of(new DateText(0, 0, 0, Form.TIME, seconds, zoned))
        : date(date, seconds, zoned);
  }

  /** Returns the time in seconds less its zone; far below 0 if it is none. */
  private static double seconds(Matcher m) {
    int hours = Integer.parseInt(m.group("h"));
    int minutes = Integer.parseInt(m.group("m"));
    String second = m.group("s") == null ? "0" : m.group("s").replace(',', '.');
    String half = m.group("half") == null ? "" : m.group("half").toLowerCase(Locale.ROOT);
    boolean valid = half.isEmpty() ? hours < 24 : hours >= 1 && hours <= 12;
    if (!valid || minutes > 59 || Double.parseDouble(second) >= 61) {
      return Double.NEGATIVE_INFINITY;
    }
    hours = half.isEmpty() ? hours : hours % 12 + (half.equals("pm") ? 12 : 0);
    return hours * HOUR + minutes * 60 + Double.parseDouble(second) - zone(m.group("zone"));
  }

  private static double zone(String zone) {
    if (zone == null || Character.isLetter(zone.charAt(0))) {
      return 0;
    }
    String digits = zone.substring(1).replace(":", "");
    int minutes =
        Integer.parseInt(digits.substring(0, 2)) * 60 + Integer.parseInt(digits.substring(2));
    return (zone.charAt(0) == '-' ? -60.0 : 60.0) * minutes;
  }

  private static Optional<DateText> date(String text, double seconds, boolean zoned) {
    Matcher m = YEAR_FIRST.matcher(text);
    if (m.matches()) {
      boolean whole = m.group(3) != null;
      String month = whole ? m.group(3) : m.group(5);
      return certain(m.group(1), month, whole ? m.group(4) : "1", seconds, zoned);
    }
    m = YEAR_LAST.matcher(text);
    if (m.matches()) {
      return Optional.of(
          new DateText(
              number(m.group(1)),
              number(m.group(3)),
              number(m.group(4)),
              Form.TWO_WAYS,
              seconds,
              zoned));
    }
    m = DAY_NAMED.matcher(text);
    if (m.matches()) {
      return certain(m.group(3), month(m.group(2)), m.group(1), seconds, zoned);
    }
    m = MONTH_NAMED.matcher(text);
    return m.matches()
        ? certain(m.group(3), month(m.group(1)), m.group(2), seconds, zoned)
        : Optional.empty();
  }

  private static Optional<DateText> certain(
      String year, String month, String day, double seconds, boolean zoned) {
    DateText date =
        new DateText(number(year), number(month), number(day), Form.CERTAIN, seconds, zoned);
    return date.days(First.DAY).isPresent() ? Optional.of(date) : Optional.empty();
  }

  private static String month(String name) {
    String three = name.substring(0, 3).toLowerCase(Locale.ENGLISH);
    return "" + (1 + MONTHS.indexOf(three));
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  /** Returns the days since 1970-01-01, if there is such a day; 0 for a time of day. */
  Optional<Long> days(First first) {
    try {
      return Optional.of(
          switch (form) {
            case TIME -> 0L;
            case CERTAIN -> LocalDate.of(this.first, second, third).toEpochDay();
            case TWO_WAYS ->
                first == First.DAY
                    ? LocalDate.of(third, second, this.first).toEpochDay()
                    : LocalDate.of(third, this.first, second).toEpochDay();
          });
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  boolean hasTime() {
    return !Double.isNaN(seconds);
  }
}
