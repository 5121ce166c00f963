package org.stockpot.data.csv;

/** Blanks around cells, and between them. */
final class Whitespace {

  private static final String INVISIBLE = "\u00A0\u2007\u202F\u200B\u2060\uFEFF";

  private Whitespace() {}

  /** Returns a cell without blanks at its ends, those that do not break among them. */
  static String strip(String cell) {
    int from = 0;
    int to = cell.length();
    while (from < to && isBlank(cell.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(cell.charAt(to - 1))) {
      to--;
    }
    return cell.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || INVISIBLE.indexOf(c) >= 0;
  }

  /** Returns a text with one tab for all blanks between two cells, and none around a line. */
  static String toTabs(String text, char quote) {
    StringBuilder tabbed = new StringBuilder(text.length());
    boolean quoted = false;
    boolean begun = false;
    boolean pending = false;
    int closed = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        tabbed.append(c);
        quoted = c != quote;
        closed = quoted ? closed : i;
      } else if (c == ' ' || c == '\t') {
        pending = begun;
      } else if (c == '\n' || c == '\r') {
        tabbed.append(c);
        begun = false;
        pending = false;
      } else {
        boolean opens = pending || !begun || closed == i - 1;
        quoted = quote != 0 && c == quote && opens;
        tabbed.append(pending ? "\t" : "").append(c);
        begun = true;
        pending = false;
      }
    }
    return tabbed.toString();
  }
}
