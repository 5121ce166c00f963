package org.stockpot.data;

import java.util.List;
import java.util.stream.IntStream;

/** Names of outputs and columns. */
public final class Names {

  private Names() {}

  /**
   * Returns the names 0 to n - 1.
   *
   * @param n how many
   * @return the names, in order
   */
  public static List<String> numbered(int n) {
    return IntStream.range(0, n).mapToObj(Integer::toString).toList();
  }
}
