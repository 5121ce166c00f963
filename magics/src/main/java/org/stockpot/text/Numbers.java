package org.stockpot.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Numbers as text, the same in every locale. */
public final class Numbers {

  private static final int TABLE_DIGITS = 5;
  private static final char THIN = '\u202f';

  private Numbers() {}

  /**
   * Rounds to significant digits, half up; zeros at the end are dropped. Plain notation from 0.0001
   * to below 10^9, where whole digits stay even if they are more than asked for; powers of ten
   * beyond: {@code 0.1235}, {@code 12346}, {@code 1.235e-7}.
   *
   * @param value any number
   * @param digits how many digits, at least 1
   * @return the number, {@code ∞}, {@code -∞} or {@code NaN}
   */
  public static String significant(double value, int digits) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded =
        BigDecimal.valueOf(value).round(new MathContext(digits, RoundingMode.HALF_UP));
    int exponent = exponent(rounded);
    if (exponent < -4 || exponent >= 9) {
      BigDecimal mantissa = rounded.movePointLeft(exponent).stripTrailingZeros();
      return mantissa.toPlainString() + "e" + exponent;
    }
    return exponent < digits
        ? rounded.stripTrailingZeros().toPlainString()
        : BigDecimal.valueOf(value).setScale(0, RoundingMode.HALF_UP).toPlainString();
  }

  /**
   * Rounds to a number of decimals, half up.
   *
   * @param value any number
   * @param decimals how many digits follow the point
   * @return the number, {@code ∞}, {@code -∞} or {@code NaN}
   */
  public static String fixed(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }

  /**
   * Writes a fraction as per cent.
   *
   * @param fraction 1 is 100 %
   * @param decimals how many digits follow the point
   * @return such as {@code 41.3%}
   */
  public static String percent(double fraction, int decimals) {
    return fixed(fraction * 100, decimals) + "%";
  }

  /**
   * Writes a size in decimal units with three significant digits.
   *
   * @param bytes a number of bytes
   * @return such as {@code 512 B} or {@code 1.97 MB}
   */
  public static String bytes(long bytes) {
    List<String> units = List.of("kB", "MB", "GB", "TB", "PB", "EB");
    if (Math.abs(bytes) < 1000) {
      return bytes + " B";
    }
    double size = bytes / 1e3;
    int unit = 0;
    while (Math.abs(size) >= 999.5) {
      size /= 1e3;
      unit++;
    }
    return significant(size, 3) + " " + units.get(unit);
  }

  /**
   * Groups the digits of a count in threes with narrow spaces that do not break, from 10 000 on.
   *
   * @param count a number of things
   * @return such as {@code 1234} or {@code 266 200}
   */
  public static String count(long count) {
    if (Math.abs(count) < 10_000) {
      return Long.toString(count);
    }
    return String.format(Locale.ROOT, "%,d", count).replace(',', THIN);
  }

  /**
   * Counts things in words.
   *
   * @param count how many
   * @param thing what one of them is called
   * @return such as {@code 1 training}, {@code 3 classes} or {@code 2 copies}
   */
  public static String counted(long count, String thing) {
    return count(count) + " " + (count == 1 ? thing : several(thing));
  }

  /**
   * Returns the plural of a noun that is regular.
   *
   * @param thing one thing, such as {@code class} or {@code entry}
   * @return several of them
   */
  public static String several(String thing) {
    if (thing.matches(".*[^aeiou]y")) {
      return thing.substring(0, thing.length() - 1) + "ies";
    }
    return thing + (thing.matches(".*(s|x|ch|sh)") ? "es" : "s");
  }

  /**
   * Writes a time that passed.
   *
   * @param time not negative
   * @return such as {@code 0.8 s}, {@code 42 s}, {@code 3:41} or {@code 26:03:07}
   */
  public static String duration(Duration time) {
    long tenths = (time.toMillis() + 50) / 100;
    if (tenths < 100) {
      return tenths / 10 + "." + tenths % 10 + " s";
    }
    long seconds = (time.toMillis() + 500) / 1000;
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /**
   * Writes a time that passed with its units, for a table.
   *
   * @param time not negative
   * @return such as {@code 0.8 s}, {@code 42 s}, {@code 3 min 12 s} or {@code 26 h 3 min}
   */
  public static String time(Duration time) {
    long seconds = (time.toMillis() + 500) / 1000;
    if (seconds < 60) {
      return duration(time);
    }
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds / 60 % 60 + " min";
  }

  /**
   * Writes the numbers of one column of a table alike: with as many decimals as give the largest
   * five significant digits and the smallest at least three, or each by itself where no such number
   * is small enough. NaN is missing, and empty.
   *
   * @param values the numbers of a column
   * @return one text per number
   */
  public static List<String> column(double[] values) {
    int decimals = decimals(values);
    return Arrays.stream(values).mapToObj(v -> cell(v, decimals)).toList();
  }

  private static String cell(double value, int decimals) {
    if (Double.isNaN(value)) {
      return "";
    }
    return decimals < 0 ? significant(value, TABLE_DIGITS) : fixed(value, decimals);
  }

  /** Returns how many decimals fit all values, or -1. */
  private static int decimals(double[] values) {
    double[] sizes =
        Arrays.stream(values).filter(Double::isFinite).map(Math::abs).filter(v -> v > 0).toArray();
    if (sizes.length == 0) {
      return 0;
    }
    double largest = Arrays.stream(sizes).max().orElseThrow();
    double smallest = Arrays.stream(sizes).min().orElseThrow();
    int wanted = TABLE_DIGITS - 1 - (int) Math.floor(Math.log10(largest));
    int needed = Arrays.stream(sizes).mapToInt(v -> scale(v)).max().orElseThrow();
    int decimals = Math.max(0, Math.min(Math.max(wanted, 0), needed));
    int least = Math.min(2 - (int) Math.floor(Math.log10(smallest)), needed);
    decimals = Math.max(decimals, least);
    return decimals > 8 || largest >= 1e15 ? -1 : decimals;
  }

  /** Returns how many decimals show a number to the digits of a table. */
  private static int scale(double value) {
    BigDecimal exact = BigDecimal.valueOf(value).round(new MathContext(12, RoundingMode.HALF_UP));
    return Math.max(0, exact.stripTrailingZeros().scale());
  }

  private static int exponent(BigDecimal value) {
    return value.precision() - value.scale() - 1;
  }

  private static String special(double value) {
    return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
  }
}
