package org.stockpot.task.option;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;

/** The name that a misspelt one most likely meant. */
public final class Suggestions {

  private Suggestions() {}

  /**
   * Returns the end of an error message.
   *
   * @param typed what was typed
   * @param known what could have been typed
   * @return {@code , did you mean X?} for the closest name, or nothing if none is close
   */
  public static String didYouMean(String typed, Collection<String> known) {
    String wrong = typed.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(name -> isClose(wrong, name.toLowerCase(Locale.ROOT)))
        .min(Comparator.comparingInt(name -> distance(wrong, name.toLowerCase(Locale.ROOT))))
        .map(name -> ", did you mean " + name + "?")
        .orElse("");
  }

  private static boolean isClose(String wrong, String name) {
    int letters = wrong.replaceAll("[^\\p{L}\\p{N}]", "").length();
    return distance(wrong, name) <= Math.min(3, letters / 2)
        || (wrong.length() > 2 && name.startsWith(wrong));
  }

  /** Returns the Levenshtein distance: insertions, deletions and replacements. */
  private static int distance(String a, String b) {
    int[] row = IntStream.rangeClosed(0, b.length()).toArray();
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
