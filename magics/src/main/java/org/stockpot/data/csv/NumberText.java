package org.stockpot.data.csv;

import java.util.Currency;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A cell that is a number as people write it: a sign, a currency before or behind, digits with
 * marks, an exponent, a unit.
 *
 * @param negative whether a sign or brackets make it so
 * @param sign how that is written
 * @param affix the currency before and the unit behind; empty for neither
 * @param digits digits with the marks between them; {@code inf} for infinity
 * @param exponent such as {@code e-3}, or empty
 */
record NumberText(boolean negative, Sign sign, String affix, String digits, String exponent) {

  /** How a negative number is told. */
  enum Sign {
    PLAIN(""),
    TYPOGRAPHIC("typographic minus"),
    BRACKETS("brackets for negative numbers"),
    TRAILING("minus behind the number");

    private final String said;

    Sign(String said) {
      this.said = said;
    }

    String said() {
      return said;
    }
  }

  /** A mark is decimal, or between thousands. */
  enum Reading {
    /** 1,234.5 */
    POINT('.', ','),
    /** 1.234,5 */
    COMMA(',', '.');

    private final char decimal;
    private final char thousands;

    Reading(char decimal, char thousands) {
      this.decimal = decimal;
      this.thousands = thousands;
    }

    char decimal() {
      return decimal;
    }
  }

  static final String INFINITY = "inf";

  private static final int LONGEST = 200;
  private static final int GROUP = 3;
  private static final String BLANKS = " \u00A0\u2007\u2009\u202F";
  private static final String GROUPS = BLANKS + "'\u2019_";
  private static final String MINUS = "\u2212\u2012\u2013\uFE63\uFF0D";
  private static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> ABBREVIATIONS = Set.of("kr", "Kr", "Fr", "Fr.", "Rs", "Rs.");

  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<sign>[-+"
              + MINUS
              + "]?)\\s*(?<before>(?:\\p{L}{0,3}\\.?\\s?)?\\p{Sc}|\\p{L}{2,3}\\.?)?["
              + BLANKS
              + "]?(?<inner>[-+"
              + MINUS
              + "]?)(?<digits>\\d(?:[\\d.,"
              + GROUPS
              + "]*[\\d.,])?|[.,]\\d+|(?i:inf(?:inity)?)(?!\\p{L})|\u221E)(?<exponent>[eE][-+]?\\d+)?(?<last>-?)["
              + BLANKS
              + "]?(?<unit>[\\p{L}\\p{Sc}%\u2030\u00B0\u2032\u2033/][\\p{L}\\p{N}\\p{Sc}%/\u00B0\u00B7^*.\\-"
              + " ]{0,11})?");

  private static final Pattern SPECIAL =
      Pattern.compile("[-+]?1\\.#(INF|IND|QNAN|SNAN)\\d*|[-+]?(?i:nan)");

  /** Returns the number of a cell, without blanks around it, if it is one in some reading. */
  static Optional<NumberText> of(String cell) {
    boolean brackets =
        cell.length() > 2 && cell.charAt(0) == '(' && cell.charAt(cell.length() - 1) == ')';
    String text = brackets ? cell.substring(1, cell.length() - 1).strip() : cell;
    if (text.isEmpty() || text.length() > LONGEST) {
      return Optional.empty();
    }
    if (text.contains("1.#INF")) {
      return Optional.of(new NumberText(text.charAt(0) == '-', Sign.PLAIN, "", INFINITY, ""));
    }
    Matcher m = NUMBER.matcher(text);
    if (!m.matches() || !isCurrency(m.group("before"))) {
      return Optional.empty();
    }
    String signs = m.group("sign") + m.group("inner") + m.group("last");
    if (signs.length() > 1 || (brackets && !signs.isEmpty())) {
      return Optional.empty();
    }
    String digits = m.group("digits");
    boolean infinite = !digits.chars().anyMatch(Character::isDigit);
    return Optional.of(
        new NumberText(
            brackets || (!signs.isEmpty() && !signs.equals("+")),
            sign(brackets, signs, m.group("last")),
            affix(m.group("before"), m.group("unit")),
            infinite ? INFINITY : digits,
            m.group("exponent") == null ? "" : m.group("exponent")));
  }

  /** Letters before a number are a currency, or the cell is a code such as A12. */
  private static boolean isCurrency(String before) {
    if (before == null) {
      return true;
    }
    String letters = before.strip();
    return letters.codePoints().anyMatch(c -> Character.getType(c) == Character.CURRENCY_SYMBOL)
        || CURRENCIES.contains(letters)
        || ABBREVIATIONS.contains(letters);
  }

  private static Sign sign(boolean brackets, String signs, String last) {
    if (brackets) {
      return Sign.BRACKETS;
    } else if (!last.isEmpty()) {
      return Sign.TRAILING;
    }
    return !signs.isEmpty() && MINUS.contains(signs) ? Sign.TYPOGRAPHIC : Sign.PLAIN;
  }

  private static String affix(String before, String unit) {
    String first = before == null ? "" : before.strip();
    String last = unit == null ? "" : unit.strip();
    return first.isEmpty() || last.isEmpty() ? first + last : first + " … " + last;
  }

  /** Returns whether a cell is one of the ways to write that there is no number. */
  static boolean isNotANumber(String cell) {
    return SPECIAL.matcher(cell).matches() && !cell.contains("INF");
  }

  /** Returns whether a cell, with blanks around it or not, is a number in some reading. */
  static boolean isNumber(String cell) {
    String text = Whitespace.strip(cell);
    return isPlain(text) || of(text).filter(NumberText::isReadable).isPresent();
  }

  /** Returns whether a cell is a number without currency or unit. */
  static boolean isBare(String cell) {
    String text = Whitespace.strip(cell);
    return isPlain(text) || of(text).filter(n -> n.affix.isEmpty() && n.isReadable()).isPresent();
  }

  private boolean isReadable() {
    return plain(Reading.POINT).isPresent() || plain(Reading.COMMA).isPresent();
  }

  /**
   * Returns whether a cell is digits, with a sign, a decimal point or an exponent where they are
   * usual: what every language reads.
   */
  static boolean isPlain(String cell) {
    int i = !cell.isEmpty() && (cell.charAt(0) == '-' || cell.charAt(0) == '+') ? 1 : 0;
    int whole = digits(cell, i);
    int at = i + whole;
    int fraction = 0;
    if (at < cell.length() && cell.charAt(at) == '.') {
      fraction = digits(cell, at + 1);
      at += 1 + fraction;
    }
    if (whole + fraction == 0) {
      return false;
    }
    if (at < cell.length() && (cell.charAt(at) == 'e' || cell.charAt(at) == 'E')) {
      boolean signed = at + 1 < cell.length() && "+-".indexOf(cell.charAt(at + 1)) >= 0;
      int exponent = digits(cell, at + (signed ? 2 : 1));
      return exponent > 0 && at + (signed ? 2 : 1) + exponent == cell.length();
    }
    return at == cell.length();
  }

  /** Returns whether the point of a plain cell may part thousands: 1.234, but not 0.123 or 1.2. */
  static boolean isOneGroup(String plain, int start) {
    int whole = digits(plain, start);
    return whole > 0
        && whole <= GROUP
        && plain.charAt(start) != '0'
        && digits(plain, start + whole + 1) == GROUP
        && start + whole + 1 + GROUP == plain.length();
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at - from;
  }

  /** Returns the number as Java writes it, if it is one in a reading; no exponent has thousands. */
  Optional<String> plain(Reading reading) {
    if (digits.equals(INFINITY)) {
      return Optional.of((negative ? "-" : "") + "Infinity");
    }
    int mark = digits.indexOf(reading.decimal);
    String whole = mark < 0 ? digits : digits.substring(0, mark);
    String fraction = mark < 0 ? "" : digits.substring(mark + 1);
    if (digits(fraction, 0) != fraction.length() || whole.length() + fraction.length() == 0) {
      return Optional.empty();
    }
    return joined(whole, reading)
        .filter(w -> exponent.isEmpty() || w.length() >= whole.length())
        .map(
            w -> (negative ? "-" : "") + w + (fraction.isEmpty() ? "" : "." + fraction) + exponent);
  }

  /** Returns the digits before the decimal mark without their thousands marks, if well placed. */
  private static Optional<String> joined(String whole, Reading reading) {
    int first = digits(whole, 0);
    if (first == whole.length()) {
      return Optional.of(whole.isEmpty() ? "0" : whole);
    }
    char mark = whole.charAt(first);
    boolean marks = mark == reading.thousands || GROUPS.indexOf(mark) >= 0;
    String[] groups = whole.split(Pattern.quote("" + mark), -1);
    boolean even = marks && first > 0 && first <= 3 && whole.charAt(0) != '0';
    for (int i = 1; i < groups.length && even; i++) {
      boolean last = i == groups.length - 1;
      boolean indian = mark == ',' && groups[1].length() == 2 && first <= 2;
      even =
          groups[i].length() == (indian && !last ? 2 : 3)
              && digits(groups[i], 0) == groups[i].length();
    }
    return even ? Optional.of(String.join("", groups)) : Optional.empty();
  }

  /** Returns the mark between thousands in a reading, if there is one. */
  Optional<String> thousands(Reading reading) {
    if (digits.equals(INFINITY)) {
      return Optional.empty();
    }
    int mark = digits.indexOf(reading.decimal);
    String whole = mark < 0 ? digits : digits.substring(0, mark);
    return whole.chars().filter(c -> c < '0' || c > '9').mapToObj(NumberText::named).findFirst();
  }

  private static String named(int mark) {
    return switch (mark) {
      case ',' -> "comma";
      case '.' -> "point";
      case '_' -> "underscore";
      case '\'', '\u2019' -> "apostrophe";
      default -> "blank";
    };
  }

  boolean hasMark(char mark) {
    return digits.indexOf(mark) >= 0;
  }
}
