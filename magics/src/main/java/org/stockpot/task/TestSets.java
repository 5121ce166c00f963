package org.stockpot.task;

/** Reads the test sets that options name. */
public final class TestSets {

  private TestSets() {}

  /**
   * Reads a test set.
   *
   * @param text a distortion such as {@code noise:0.2}, or the name of a further test set, such as
   *     {@code 2024.csv}
   * @return the test set
   * @throws IllegalArgumentException if the text begins like a distortion and is none
   */
  public static TestSet parse(String text) {
    boolean changed = text.isBlank() || text.matches("[\\p{L}]*:[^/\\\\]*");
    return changed ? Distortion.parse(text) : new FurtherTest(text);
  }
}
