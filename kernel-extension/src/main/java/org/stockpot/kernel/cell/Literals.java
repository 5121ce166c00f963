package org.stockpot.kernel.cell;

/** Skips strings, characters and text blocks. */
final class Literals {

  private static final String TEXT_BLOCK = "\"\"\"";

  private Literals() {}

  /** Returns the position behind the literal that starts at a quote. */
  static int past(String code, int from) {
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
