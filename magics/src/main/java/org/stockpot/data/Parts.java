package org.stockpot.data;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.stockpot.data.split.SplitIndices;

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

  /**
   * Parts the examples of a source that has no test set.
   *
   * @param all all its examples
   * @param split how
   * @return the parts, each in random order
   * @throws IllegalArgumentException if the split is without test, or leaves a part or a class
   *     without examples
   */
  public static Parts of(Examples all, Split split) {
    SplitIndices draw = SplitIndices.of(strata(all), split);
    return new Parts(
        all.subset(draw.training()), all.subset(draw.validation()), all.subset(draw.test()));
  }

  /**
   * Parts the examples of a source that has a test set of its own.
   *
   * @param training its training examples, from which those for validation are taken
   * @param test its test examples, which stay as they are
   * @param split how, with a test share of 0
   * @return the parts, training and validation in random order
   * @throws IllegalArgumentException if the split is with test, or leaves a part or a class without
   *     examples
   */
  public static Parts of(Examples training, Examples test, Split split) {
    SplitIndices draw = SplitIndices.besideTest(strata(training), split);
    return new Parts(training.subset(draw.training()), training.subset(draw.validation()), test);
  }

  Parts map(UnaryOperator<Examples> change) {
    SortedMap<String, Examples> others = new TreeMap<>(also);
    others.replaceAll((name, part) -> change.apply(part));
    return new Parts(change.apply(training), change.apply(validation), change.apply(test), others);
  }

  private static int[] strata(Examples examples) {
    return examples.isLabelled() ? examples.labels() : new int[examples.count()];
  }

  private static void requireLike(Examples training, String name, Examples part) {
    if (part.size() != training.size() || part.outputs() != training.outputs()) {
      throw new IllegalArgumentException(
          name + " must be like training, " + training + ", got " + part);
    }
  }
}
