package org.stockpot.task.replicates;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Refuses what is named twice: the same run again is no further replicate. */
public final class Duplicates {

  private Duplicates() {}

  /**
   * Requires values to be all different.
   *
   * @param option what they are values of, such as {@code seeds}
   * @param values the values
   * @throws IllegalArgumentException if one comes twice; the message names it
   */
  public static void refuse(String option, Collection<?> values) {
    Set<Object> seen = new HashSet<>();
    for (Object value : values) {
      if (!seen.add(value)) {
        throw new IllegalArgumentException(
            option + " must be all different, got " + value + " twice");
      }
    }
  }
}
