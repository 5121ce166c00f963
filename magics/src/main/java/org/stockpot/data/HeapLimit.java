package org.stockpot.data;

import java.util.Locale;

/** Whether the examples that a file promises fit into Java's heap. */
public final class HeapLimit {

  /** A float, and the byte that it is read from. */
  private static final int NUMBER = Float.BYTES + 1;

  /** The header of an array and the place that refers to it. */
  private static final int ROW = 24;

  private HeapLimit() {}

  /**
   * Requires that examples fit, before any is made.
   *
   * @param name what promises them, for the message
   * @param examples how many
   * @param size numbers of one
   * @throws IllegalArgumentException if they do not; the message says what they need
   */
  public static void require(String name, long examples, long size) {
    double bytes = (double) examples * (NUMBER * size + ROW);
    long heap = Runtime.getRuntime().maxMemory();
    if (bytes > heap) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s must fit into memory, got %,d examples of %,d numbers, which need %.1f GB of Java's"
                  + " %.1f GB; start the kernel with a larger -Xmx",
              name,
              examples,
              size,
              bytes / 1e9,
              heap / 1e9));
    }
  }
}
