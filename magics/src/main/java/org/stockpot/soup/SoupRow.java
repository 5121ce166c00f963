package org.stockpot.soup;

import java.util.List;
import org.stockpot.task.Score;

/**
 * One line of the comparison.
 *
 * @param name a soup or a baseline
 * @param members how many networks it is made of
 * @param validation its score on validation examples
 * @param test its score on test examples
 * @param shifted its scores on the shifted test sets
 */
public record SoupRow(String name, int members, Score validation, Score test, List<Score> shifted) {

  /** Copies the list. */
  public SoupRow {
    shifted = List.copyOf(shifted);
  }
}
