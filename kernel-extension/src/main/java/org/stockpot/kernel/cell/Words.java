package org.stockpot.kernel.cell;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.magic.Interpolation;
import org.stockpot.magic.UsageException;

/**
 * Splits the rest of a magic's line into words.
 *
 * <p>Whitespace separate words. A double or single quote at the start of a word, or right after an
 * equals sign, opens a part in which blanks count; {@code ""} is the empty word. Whitespace and
 * quotes inside {@code ${…}} are Java's. A backslash is an ordinary character, so that Windows
 * paths survive, except before a double quote inside double quotes. An unquoted word that starts
 * with {@code //} begins a comment, and an unquoted semicolon at the end is dropped, as Java habits
 * leave both behind.
 */
public final class Words {

  private final String line;
  private final List<String> words = new ArrayList<>();
  private int at;

  private Words(String line) {
    this.line = line;
  }

  /**
   * Splits a line.
   *
   * @param line the text after the magic's name
   * @return its words
   * @throws UsageException if a quote is not closed
   */
  public static List<String> split(String line) {
    return new Words(line).read();
  }

  /**
   * Splits again what a kernel with weaker rules has split: IJava knows no single quotes and keeps
   * comments and semicolons.
   *
   * @param words the words of such a kernel
   * @return the words meant
   * @throws UsageException if a quote is not closed
   */
  public static List<String> mend(List<String> words) {
    return split(String.join(" ", words.stream().map(Words::quoted).toList()));
  }

  private static String quoted(String word) {
    boolean blank = word.isEmpty() || word.chars().anyMatch(Character::isWhitespace);
    return blank ? '"' + word.replace("\"", "\\\"") + '"' : word;
  }

  private List<String> read() {
    while (true) {
      skipBlanks();
      if (at == line.length() || line.startsWith("//", at)) {
        return words;
      }
      readWord();
    }
  }

  private void skipBlanks() {
    while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
      at++;
    }
  }

  private void readWord() {
    StringBuilder word = new StringBuilder();
    boolean mayQuote = true;
    boolean quoted = false;
    while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
      char c = line.charAt(at);
      if (takesJava(word)) {
        mayQuote = false;
        continue;
      } else if (mayQuote && (c == '"' || c == '\'')) {
        readQuoted(c, word);
        quoted = true;
      } else if (c != ';' || !onlyCommentFollows(at + 1)) {
        word.append(c);
        at++;
      } else {
        at++;
      }
      mayQuote = c == '=';
    }
    if (quoted || word.length() > 0) {
      words.add(word.toString());
    }
  }

  /** Takes a whole {@code ${…}}, if one stands here. */
  private boolean takesJava(StringBuilder word) {
    int end = Interpolation.end(line, at);
    if (end >= 0) {
      word.append(line, at, end);
      at = end;
    }
    return end >= 0;
  }

  private void readQuoted(char quote, StringBuilder word) {
    int open = at++;
    while (at < line.length() && line.charAt(at) != quote) {
      if (takesJava(word)) {
        continue;
      } else if (quote == '"' && line.startsWith("\\\"", at) && line.indexOf('"', at + 2) >= 0) {
        at++;
      }
      word.append(line.charAt(at++));
    }
    if (at == line.length()) {
      throw new UsageException("quote must be closed, got " + line.substring(open));
    }
    at++;
  }

  private boolean onlyCommentFollows(int from) {
    String rest = line.substring(from).strip();
    return rest.isEmpty() || rest.startsWith("//");
  }
}
