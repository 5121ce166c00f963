package org.stockpot.kernel.cell;

/** Skips what says nothing: white space and comments. */
public final class Whitespace {

  private Whitespace() {}

  /**
   * Returns the position of the next token.
   *
   * @param code Java code
   * @param from where to start
   * @return the first position at or after it that is neither in white space nor in a comment
   */
  public static int past(String code, int from) {
    int at = from;
    while (at < code.length()) {
      if (Character.isWhitespace(code.charAt(at))) {
        at++;
      } else if (code.startsWith("//", at)) {
        at = endOr(code, code.indexOf('\n', at), 0);
      } else if (code.startsWith("/*", at)) {
        at = endOr(code, code.indexOf("*/", at + 2), 2);
      } else {
        return at;
      }
    }
    return at;
  }

  private static int endOr(String code, int index, int width) {
    return index < 0 ? code.length() : index + width;
  }
}
