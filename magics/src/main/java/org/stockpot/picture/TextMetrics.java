package org.stockpot.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stockpot.text.Html;
import org.stockpot.text.Numbers;

/** How text will look, guessed without any font. */
public final class TextMetrics {

  private TextMetrics() {}

  /** Returns about how wide a line is in pixels. */
  static double width(String text, double size) {
    return size * text.codePoints().mapToDouble(TextMetrics::width).sum();
  }

  private static double width(int c) {
    if (c >= 0x1100) {
      return c < 0x2E80 ? 0.6 : 1;
    }
    if ("iljtfI.,:;|!'()[] ".indexOf(c) >= 0) {
      return 0.32;
    }
    if ("mwMW@%".indexOf(c) >= 0) {
      return 0.92;
    }
    return Character.isUpperCase(c) ? 0.7 : 0.6;
  }

  /** Cuts a line so that it is not wider than a number of pixels. */
  static String fit(String text, double size, double width) {
    String line = Html.line(text, 300);
    int letters = line.codePointCount(0, line.length());
    while (letters > 1 && width(line, size) > width) {
      letters--;
      line = Html.line(line, letters);
    }
    return line;
  }

  /** Breaks a line between words where it is wider than a number of pixels. */
  static List<String> wrap(String text, double size, double width) {
    List<String> lines = new ArrayList<>(List.of(""));
    for (String word : Html.line(text, 300).split(" ", -1)) {
      int last = lines.size() - 1;
      String longer = (lines.get(last) + " " + word).strip();
      if (width(longer, size) <= width || lines.get(last).isEmpty()) {
        lines.set(last, longer);
      } else {
        lines.add(word);
      }
    }
    return lines.stream().map(line -> fit(line, size, width)).toList();
  }

  /**
   * Returns the lines of a text in Plotly's few tags, without the tags.
   *
   * @param text text with tags
   * @return at least one line
   */
  public static List<String> lines(String text) {
    return List.of(
        text.replaceAll("(?i)</?(b|i|em|strong|sup|sub|span|s|u)( [^<>]*)?>|</?a( [^<>]*)?>", "")
            .split("(?i)<br ?/?>|\\R", 8));
  }

  /** Returns a whole power of ten, in digits where they are few. */
  static String powerOfTen(int exponent) {
    if (exponent >= -4 && exponent <= 4) {
      return Numbers.significant(Math.pow(10, exponent), 1);
    }
    StringBuilder raised = new StringBuilder("10");
    String.format(Locale.ROOT, "%d", exponent)
        .chars()
        .map(c -> c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0'))
        .forEach(raised::appendCodePoint);
    return raised.toString();
  }
}
