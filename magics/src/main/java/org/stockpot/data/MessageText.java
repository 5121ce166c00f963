package org.stockpot.data;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Cells, names and numbers as messages and tables have them: on one line, and short. */
public final class MessageText {

  private static final int LONGEST = 40;
  private static final int MOST = 20;
  private static final double LARGEST_WHOLE = 0x1p64;
  private static final int MOST_DIGITS = 21;
  private static final int LEAST_EXPONENT = -4;

  private MessageText() {}

  /**
   * Returns a cell on one line, cut where it is long.
   *
   * @param text any text
   * @return the text, {@code "…"} around it where it is blank or has blanks at its ends
   */
  public static String cell(String text) {
    String line = text.codePoints().mapToObj(MessageText::visible).collect(Collectors.joining());
    if (line.length() > LONGEST) {
      line = line.substring(0, LONGEST) + "…";
    }
    return line.isBlank() || !line.equals(line.strip()) ? '"' + line + '"' : line;
  }

  private static String visible(int point) {
    boolean hidden = Character.isISOControl(point) || Character.getType(point) == Character.FORMAT;
    return hidden ? " " : Character.toString(point);
  }

  /**
   * Returns cells with commas between them.
   *
   * @param texts any texts
   * @return the first twenty, and how many more there are
   */
  public static String list(List<String> texts) {
    return names(texts.stream().map(MessageText::cell).toList());
  }

  /**
   * Returns names with commas between them, as they are.
   *
   * @param names any texts
   * @return the first twenty, and how many more there are
   */
  public static String names(List<String> names) {
    String some = String.join(", ", names.subList(0, Math.min(MOST, names.size())));
    return names.size() <= MOST ? some : some + " and " + (names.size() - MOST) + " more";
  }

  /**
   * Returns a number without needless zeros, with all digits that tell it from its neighbours.
   *
   * @param value any number
   * @return such as {@code 1533.2}, {@code 2} or {@code 1.5e-9}
   */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE;
    return exact(whole ? new BigDecimal(value) : BigDecimal.valueOf(value));
  }

  /**
   * Returns a number with all its digits.
   *
   * @param value any number
   * @return such as {@code 0.1} or {@code 1e30}
   */
  public static String exact(BigDecimal value) {
    BigDecimal exact = value.stripTrailingZeros();
    int exponent = exact.precision() - exact.scale();
    boolean plain = exact.signum() == 0 || (exponent <= MOST_DIGITS && exponent > LEAST_EXPONENT);
    return plain ? exact.toPlainString() : exact.toString().replace("E+", "e").replace('E', 'e');
  }

  /**
   * Returns a number with its word.
   *
   * @param count how many
   * @param word the word for one, such as {@code row}
   * @return such as {@code 1 row} or {@code 12 rows}
   */
  public static String count(long count, String word) {
    return count + " " + word + (count == 1 ? "" : "s");
  }
}
