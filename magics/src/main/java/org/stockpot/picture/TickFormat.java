package org.stockpot.picture;

import java.util.function.DoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stockpot.text.Numbers;

/** The part of d3's number formats that charts of shares and losses use. */
final class TickFormat {

  private static final Pattern FORMAT = Pattern.compile("[ ~,+-]*(?:\\.(\\d{1,2}))?~?([%fegdp])");

  private TickFormat() {}

  /** Returns how to write numbers in a format; formats beyond those known are left plain. */
  static DoubleFunction<String> of(String format, DoubleFunction<String> plain) {
    Matcher matcher = FORMAT.matcher(format);
    if (!matcher.matches()) {
      return plain;
    }
    int digits = matcher.group(1) == null ? -1 : Integer.parseInt(matcher.group(1));
    return switch (matcher.group(2)) {
      case "%", "p" -> v -> Numbers.percent(v, Math.max(0, digits));
      case "f" -> v -> Numbers.fixed(v, digits < 0 ? 6 : digits);
      case "d" -> v -> Numbers.fixed(v, 0);
      default -> v -> Numbers.significant(v, Math.max(1, digits < 0 ? 6 : digits));
    };
  }
}
