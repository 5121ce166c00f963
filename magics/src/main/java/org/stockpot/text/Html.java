package org.stockpot.text;

/** Text that becomes part of a page or a picture. */
public final class Html {

  private Html() {}

  /**
   * Escapes text for use between tags and inside quoted attributes of HTML and XML. What XML
   * forbids (control characters, halves of surrogate pairs) becomes U+FFFD.
   *
   * @param text any text
   * @return text that no parser takes for markup
   */
  public static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(out, c));
    return out.toString();
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      default -> out.appendCodePoint(isXml(c) ? c : 0xFFFD);
    }
  }

  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= ' ' && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }

  /**
   * Undoes the escaping of characters by HTML templates: the five named entities of {@link #escape}
   * and their numeric forms. Anything else stays.
   *
   * @param text escaped text
   * @return the text
   */
  public static String unescape(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&amp;", "&");
  }

  /**
   * Cuts text to at most {@code limit} code points, the last of which is then an ellipsis, and
   * makes it one line.
   *
   * @param text any text
   * @param limit how many code points, at least 1
   * @return the line
   */
  public static String line(String text, int limit) {
    boolean cut =
        text.length() > limit
            && text.codePointCount(0, Math.min(text.length(), 2 * limit + 2)) > limit;
    String head = cut ? text.substring(0, text.offsetByCodePoints(0, limit - 1)) + "…" : text;
    return head.codePoints()
        .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
