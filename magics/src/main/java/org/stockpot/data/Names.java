package org.stockpot.data;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Names of outputs, and what was meant by a misspelt name. */
final class Names {

  private static final int MOST_TYPOS = 3;
  private static final int MOST_LISTED = 20;

  private Names() {}

  /** Returns the names 0 to n - 1. */
  static List<String> numbered(int n) {
    return IntStream.range(0, n).mapToObj(Integer::toString).toList();
  }

  /** Returns {@code , did you mean X?} for the closest name, or nothing if none is close. */
  static String suggest(String wrong, List<String> names) {
    String typed = wrong.toLowerCase(Locale.ROOT);
    return names.stream()
        .filter(name -> distance(typed, name) <= Math.min(MOST_TYPOS, typed.length() / 2))
        .min(Comparator.comparingInt(name -> distance(typed, name)))
        .map(name -> ", did you mean " + name + "?")
        .orElse("");
  }

  /** Returns names with commas between them, cut short where there are many. */
  static String list(List<String> names) {
    String some = String.join(", ", names.subList(0, Math.min(MOST_LISTED, names.size())));
    return names.size() <= MOST_LISTED
        ? some
        : some + " and " + (names.size() - MOST_LISTED) + " more";
  }

  private static int distance(String typed, String name) {
    String b = name.toLowerCase(Locale.ROOT);
    int[] row = IntStream.rangeClosed(0, b.length()).toArray();
    for (int i = 1; i <= typed.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (typed.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
