package org.stockpot.data;

import java.util.List;
import java.util.stream.IntStream;

/** Names of outputs and columns. */
final class Names {

  private static final int MOST_LISTED = 20;

  private Names() {}

  /** Returns the names 0 to n - 1. */
  static List<String> numbered(int n) {
    return IntStream.range(0, n).mapToObj(Integer::toString).toList();
  }

  /** Returns names with commas between them, cut short where there are many. */
  static String list(List<String> names) {
    String some = String.join(", ", names.subList(0, Math.min(MOST_LISTED, names.size())));
    return names.size() <= MOST_LISTED
        ? some
        : some + " and " + (names.size() - MOST_LISTED) + " more";
  }
}
