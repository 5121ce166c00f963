package org.stockpot.kernel.cell;

import org.stockpot.text.Literals;

/** Tells code from what is only text: comments, strings, characters and text blocks. */
public final class CodeRegions {

  private CodeRegions() {}

  /**
   * Returns whether the end of some code stands in a comment or a literal.
   *
   * @param code Java and magic lines up to a cursor
   * @return whether what is typed there is text
   */
  public static boolean endsInText(String code) {
    int at = 0;
    for (MagicLine magic : MagicScanner.scan(code)) {
      at = magic.end();
    }
    return isOpen(code.substring(at));
  }

  private static boolean isOpen(String java) {
    int at = 0;
    while (at < java.length()) {
      char c = java.charAt(at);
      int end = at + 1;
      if (java.startsWith("//", at)) {
        end = java.indexOf('\n', at);
      } else if (java.startsWith("/*", at)) {
        int close = java.indexOf("*/", at + 2);
        end = close < 0 ? -1 : close + 2;
      } else if (c == '"' || c == '\'') {
        end = Literals.past(java, at);
        if (end == java.length() && !isClosed(java.substring(at))) {
          return true;
        }
      }
      if (end < 0) {
        return true;
      }
      at = end;
    }
    return false;
  }

  /** Returns whether a literal ends where its code ends: one more quote would then open another. */
  private static boolean isClosed(String literal) {
    return Literals.past(literal + ' ', 0) == literal.length();
  }
}
