package org.stockpot.data.csv;

import java.util.Map;
import java.util.Optional;
import org.stockpot.data.MessageText;

/**
 * What parts the cells of a line.
 *
 * @param mark the character; empty where the file decides
 */
public record Separator(Optional<Character> mark) {

  /** The file decides. */
  public static final Separator AUTO = new Separator(Optional.empty());

  /** The mark of blanks: any number of blanks and tabs is one separator. */
  static final char BLANK = ' ';

  private static final Map<String, Character> NAMES =
      Map.of("comma", ',', "semicolon", ';', "tab", '\t', "pipe", '|', "blank", BLANK);

  /**
   * Checks the mark.
   *
   * @throws IllegalArgumentException if it is a letter, a digit, a quote or a line break
   */
  public Separator {
    mark.ifPresent(
        c -> {
          if (Character.isLetterOrDigit(c) || "\"'\n\r.-+".indexOf(c) >= 0) {
            throw new IllegalArgumentException(
                "separator must not be a part of cells, got " + MessageText.cell("" + c));
          }
        });
  }

  /**
   * Reads a separator.
   *
   * @param text {@code auto}, {@code comma}, {@code semicolon}, {@code tab}, {@code pipe}, {@code
   *     blank}, or the character itself
   * @return the separator
   * @throws IllegalArgumentException if the text is none
   */
  public static Separator parse(String text) {
    if (text.equals("auto")) {
      return AUTO;
    } else if (NAMES.containsKey(text)) {
      return of(NAMES.get(text));
    } else if (text.length() == 1) {
      return of(text.charAt(0));
    }
    throw new IllegalArgumentException(
        "separator must be auto, comma, semicolon, tab, pipe, blank or a character, got " + text);
  }

  /**
   * Returns the separator of a character.
   *
   * @param mark such as {@code ;}
   * @return the separator
   */
  public static Separator of(char mark) {
    return new Separator(Optional.of(mark));
  }

  /** Returns the separator as {@link #parse} reads it. */
  @Override
  public String toString() {
    return mark.map(Separator::name).orElse("auto");
  }

  /** Returns the name of a mark, such as {@code semicolon}, or the mark itself. */
  static String name(char mark) {
    return NAMES.entrySet().stream()
        .filter(entry -> entry.getValue() == mark)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("" + mark);
  }
}
