package org.stockpot.kernel.shell;

/** Makes Javadoc comments readable as plain text. */
final class Javadoc {

  private Javadoc() {}

  /** Returns the text without markup, paragraphs and tags on lines of their own. */
  static String text(String javadoc) {
    return javadoc
        .replaceAll("(?i)</?(p|ul|ol|li|pre|br|h\\d|blockquote)\\b[^>]*>", "\n")
        .replaceAll("<[^>]+>", "")
        .replaceAll("\\{@(?:code|literal|link|linkplain|value|return)\\s+([^{}]*)\\}", "$1")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
        .replaceAll("[ \\t]*\\n[ \\t]*", "\n")
        .replaceAll("\\n{3,}", "\n\n")
        .strip();
  }
}
