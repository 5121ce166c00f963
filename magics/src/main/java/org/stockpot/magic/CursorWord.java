package org.stockpot.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The word of a magic line that is being typed.
 *
 * @param before the words before it, whole
 * @param typed what of it stands before the cursor, without a quote
 * @param quote the quote that it starts with, or the empty string
 * @param from where it starts, its quote included
 * @param to where it ends
 */
record CursorWord(List<String> before, String typed, String quote, int from, int to) {

  CursorWord {
    before = List.copyOf(before);
  }

  /**
   * Finds it.
   *
   * @param line a magic line
   * @param start where its words begin, behind the magic's name
   * @param cursor the position of the cursor
   * @return the word, or empty in a comment or in {@code ${…}}, where nothing of ours stands
   */
  static Optional<CursorWord> at(String line, int start, int cursor) {
    List<String> words = new ArrayList<>();
    int at = start;
    while (true) {
      while (at < cursor && Character.isWhitespace(line.charAt(at))) {
        at++;
      }
      if (line.startsWith("//", at) || (line.startsWith("#", at) && endOf(line, at) == at + 1)) {
        return Optional.empty();
      }
      int end = endOf(line, at);
      if (cursor <= end) {
        return of(words, line, at, cursor, end);
      }
      words.add(plain(line.substring(at, end)));
      at = end;
    }
  }

  private static Optional<CursorWord> of(
      List<String> words, String line, int from, int cursor, int end) {
    String typed = line.substring(from, cursor);
    int open = typed.lastIndexOf("${");
    int close = open < 0 ? 0 : Interpolation.end(line, from + open);
    if (close < 0 || close > cursor) {
      return Optional.empty();
    }
    String quote = typed.startsWith("\"") || typed.startsWith("'") ? typed.substring(0, 1) : "";
    return Optional.of(new CursorWord(words, typed.substring(quote.length()), quote, from, end));
  }

  /** Returns the end of the word that starts at a place: a quote keeps blanks in it. */
  private static int endOf(String line, int from) {
    int at = from;
    while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
      char c = line.charAt(at);
      boolean opens = at == from || line.charAt(at - 1) == '=';
      int java = Interpolation.end(line, at);
      if (line.startsWith("${", at)) {
        at = java < 0 ? line.length() : java;
      } else if (opens && (c == '"' || c == '\'')) {
        int close = line.indexOf(c, at + 1);
        at = close < 0 ? line.length() : close + 1;
      } else {
        at++;
      }
    }
    return at;
  }

  private static String plain(String word) {
    return word.replaceAll("^[\"']|[\"']$", "");
  }

  /** Returns the part behind the last of some separators, such as one value of a list. */
  CursorWord behind(String separators) {
    int last = -1;
    for (int i = 0; i < separators.length(); i++) {
      last = Math.max(last, typed.lastIndexOf(separators.charAt(i)));
    }
    return last < 0
        ? this
        : new CursorWord(
            before, typed.substring(last + 1), "", from + quote.length() + last + 1, to);
  }
}
