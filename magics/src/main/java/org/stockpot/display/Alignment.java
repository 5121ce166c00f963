package org.stockpot.display;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stockpot.text.Html;

/**
 * Aligns the numbers of a column at their decimal points, also those with a sign, an interval or a
 * unit: {@code -0.5}, {@code 97.3 ± 0.4 %}, {@code 12.5×}. Words and what is missing stand among
 * them as they are.
 */
final class Alignment {

  /** Stands for what is left out. */
  static final String GAP = "…";

  /** As wide as a digit, and not dropped at the end of a cell of HTML. */
  private static final String FIGURE = "\u2007";

  /** As wide as a point. */
  private static final String POINT = "\u2008";

  private static final String WHOLE = "[+\u2212-]?(?:\\d[\\d\u202f,]*|∞)";
  private static final String FRACTION = "(?:\\.\\d+)?(?:e-?\\d+)?";
  private static final Pattern NUMBER =
      Pattern.compile(
          "("
              + WHOLE
              + ")("
              + FRACTION
              + ")(?:( ± )("
              + WHOLE
              + ")("
              + FRACTION
              + "))?"
              + "((?:[%×°]|[ \u202f][^\\d]*)?)");

  /** A number in parts, each of which may be empty. */
  private record Parts(
      String whole, String fraction, String between, String width, String end, String unit) {

    static Parts of(String text) {
      Matcher matcher = NUMBER.matcher(text);
      if (!matcher.matches()) {
        return null;
      }
      List<String> groups = new ArrayList<>();
      for (int i = 1; i <= 6; i++) {
        groups.add(matcher.group(i) == null ? "" : matcher.group(i));
      }
      return new Parts(
          groups.get(0), groups.get(1), groups.get(2), groups.get(3), groups.get(4), groups.get(5));
    }
  }

  private final List<String> texts;
  private final List<Parts> parts;

  /** Reads the cells of a column. */
  Alignment(List<String> texts) {
    this.texts = texts;
    parts = texts.stream().map(Parts::of).toList();
  }

  /** Returns whether most of what is there are numbers. */
  boolean isNumeric() {
    long numbers = parts.stream().filter(p -> p != null).count();
    long filled = texts.stream().filter(t -> !t.isEmpty() && !t.equals(GAP)).count();
    return numbers > 0 && 2 * numbers >= filled;
  }

  /** Returns the cells for fonts whose letters are all as wide. */
  List<String> text() {
    int before = widest(Parts::whole);
    int after = widest(p -> rest(p));
    List<String> aligned = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      Parts p = parts.get(i);
      aligned.add(
          p == null
              ? texts.get(i)
              : " ".repeat(before - letters(p.whole())) + p.whole() + right(rest(p), after));
    }
    return aligned;
  }

  private String rest(Parts p) {
    String interval =
        p.between().isEmpty()
            ? ""
            : right(p.fraction(), widest(Parts::fraction))
                + p.between()
                + " ".repeat(widest(Parts::width) - letters(p.width()))
                + p.width()
                + p.end();
    return (p.between().isEmpty() ? p.fraction() : interval) + p.unit();
  }

  /**
   * Returns the cells for a right-aligned column of a page, escaped. Units that differ are as wide
   * as the widest where pages have styles.
   */
  List<String> html() {
    boolean alike = parts.stream().filter(p -> p != null).map(Parts::unit).distinct().count() <= 1;
    String wide = String.format("min-width:%dch", widest(Parts::unit) + 1);
    List<String> aligned = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      Parts p = parts.get(i);
      aligned.add(p == null ? Html.escape(texts.get(i)) : html(p, alike ? "" : wide));
    }
    return aligned;
  }

  private String html(Parts p, String wide) {
    String unit = Html.escape(p.unit());
    if (!wide.isEmpty()) {
      unit =
          "<span style=\"display:inline-block;text-align:left;" + wide + "\">" + unit + "</span>";
    }
    String missing = missing(p.fraction(), Parts::fraction);
    if (widest(Parts::between) == 0) {
      return p.whole() + p.fraction() + unit + missing;
    }
    String width = FIGURE.repeat(widest(Parts::width) - letters(p.width())) + p.width();
    return p.between().isEmpty()
        ? p.whole() + p.fraction() + unit + missing
        : p.whole()
            + p.fraction()
            + missing
            + p.between()
            + width
            + p.end()
            + unit
            + missing(p.end(), Parts::end);
  }

  /** Returns room for the digits and the point that a fraction lacks. */
  private String missing(String fraction, Function<Parts, String> part) {
    int lacking = widest(part) - letters(fraction);
    if (lacking == 0) {
      return "";
    }
    return fraction.isEmpty() ? POINT + FIGURE.repeat(lacking - 1) : FIGURE.repeat(lacking);
  }

  private int widest(Function<Parts, String> part) {
    return parts.stream()
        .filter(p -> p != null)
        .mapToInt(p -> letters(part.apply(p)))
        .max()
        .orElse(0);
  }

  private static String right(String text, int width) {
    return text + " ".repeat(width - letters(text));
  }

  static int letters(String text) {
    return text.codePointCount(0, text.length());
  }
}
