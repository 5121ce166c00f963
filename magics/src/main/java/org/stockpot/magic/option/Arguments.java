package org.stockpot.magic.option;

import java.util.List;
import java.util.Map;

/**
 * What was typed behind a magic: words, and options by name.
 *
 * @param words the positional arguments
 * @param options the options' values; lists given more than once are joined by commas
 * @param help whether help was asked for
 */
public record Arguments(List<String> words, Map<String, String> options, boolean help) {

  /**
   * Returns a word as it must be typed to stay one word.
   *
   * @param word any text
   * @return the word, in quotes if it needs them
   */
  public static String quote(String word) {
    boolean plain =
        !word.isEmpty() && word.chars().noneMatch(c -> c <= ' ' || "\"';".indexOf(c) >= 0);
    return plain ? word : '"' + word.replace("\"", "\\\"") + '"';
  }
}
