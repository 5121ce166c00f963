package org.stockpot.soup;

import java.util.List;
import org.stockpot.task.Distortion;
import org.stockpot.task.Score;
import org.stockpot.task.Task;
import org.stockpot.weights.Point;

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

  /** Opens the test examples for a point whose validation score is known. */
  static SoupRow of(
      String name, int members, Point point, Score validation, List<Distortion> shift, Task task) {
    List<Score> shifted = shift.stream().map(s -> task.shifted(s).score(point)).toList();
    return new SoupRow(name, members, validation, task.test().score(point), shifted);
  }

  SoupRow renamed(String other) {
    return new SoupRow(other, members, validation, test, shifted);
  }
}
