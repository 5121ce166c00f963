package org.stockpot.data;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The examples of a data set by their use.
 *
 * @param training what models are fitted to
 * @param validation what choices are made by
 * @param test what is reported, and nothing else
 * @param also further test sets of the same form by their names, such as one of another year
 */
public record Parts(
    Examples training, Examples validation, Examples test, SortedMap<String, Examples> also) {

  /**
   * Checks that the parts are of one kind.
   *
   * @throws IllegalArgumentException if inputs differ in size, or targets in number
   */
  public Parts {
    also = Collections.unmodifiableSortedMap(new TreeMap<>(also));
    requireLike(training, "validation", validation);
    requireLike(training, "test", test);
    also.forEach((name, part) -> requireLike(training, name, part));
  }

  /**
   * Returns parts without further test sets.
   *
   * @param training what models are fitted to
   * @param validation what choices are made by
   * @param test what is reported, and nothing else
   * @throws IllegalArgumentException if inputs differ in size, or targets in number
   */
  public Parts(Examples training, Examples validation, Examples test) {
    this(training, validation, test, new TreeMap<>());
  }

  Parts map(UnaryOperator<Examples> change) {
    SortedMap<String, Examples> others = new TreeMap<>(also);
    others.replaceAll((name, part) -> change.apply(part));
    return new Parts(change.apply(training), change.apply(validation), change.apply(test), others);
  }

  private static void requireLike(Examples training, String name, Examples part) {
    if (part.size() != training.size() || part.outputs() != training.outputs()) {
      throw new IllegalArgumentException(
          name + " must be like training, " + training + ", got " + part);
    }
  }
}
