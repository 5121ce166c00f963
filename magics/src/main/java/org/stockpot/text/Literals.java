package org.stockpot.text;

/** Skips strings, characters and text blocks in Java code. */
public final class Literals {

  private static final String TEXT_BLOCK = "\"\"\"";

  private Literals() {}

  /**
   * Returns the position behind a literal.
   *
   * @param code Java code
   * @param from the place of the quote that it starts at
   * @return the first position behind it; the end of the line, or of the code, if it is not closed
   */
  public static int past(String code, int from) {
    boolean block = code.startsWith(TEXT_BLOCK, from);
    String quote = block ? TEXT_BLOCK : code.substring(from, from + 1);
    int at = from + quote.length();
    while (at < code.length()) {
      if (code.charAt(at) == '\\') {
        at += 2;
      } else if (code.startsWith(quote, at)) {
        return at + quote.length();
      } else if (!block && code.charAt(at) == '\n') {
        return at;
      } else {
        at++;
      }
    }
    return code.length();
  }
}
