package org.stockpot.soup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.stockpot.task.Metric;
import org.stockpot.task.Objective;
import org.stockpot.task.PerExample;
import org.stockpot.task.Score;
import org.stockpot.task.Task;
import org.stockpot.task.TestSet;
import org.stockpot.task.Work;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Paired;
import org.stockpot.task.replicates.Paired.Difference;
import org.stockpot.weights.Point;

/**
 * One line of the comparison.
 *
 * @param name a soup or a baseline
 * @param members how many networks it is made of
 * @param validation its score on validation examples
 * @param test its score on test examples
 * @param shifted its scores on the shifted test sets
 * @param errors its errors by example, on the test examples and then on each shifted test set;
 *     {@link PerExample#NONE} where they were not measured
 * @param missing why there are no scores, which are NaN then; empty if there are
 */
public record SoupRow(
    String name,
    int members,
    Score validation,
    Score test,
    List<Score> shifted,
    List<PerExample> errors,
    String missing) {

  /** The name of the mean over single networks. */
  static final String MEAN = "mean single";

  /** The name of the mean prediction of all networks. */
  static final String ENSEMBLE = "prediction ensemble";

  /** What the name of the best network begins with. */
  static final String BEST = "best single";

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there are not errors for each test set
   */
  public SoupRow {
    shifted = List.copyOf(shifted);
    errors = List.copyOf(errors);
    if (errors.size() != shifted.size() + 1) {
      throw new IllegalArgumentException(
          "errors must be of the test examples and each shifted set, got "
              + errors.size()
              + " for "
              + (shifted.size() + 1));
    }
  }

  /**
   * Opens the test examples for a point whose validation score is known.
   *
   * @param name a soup or a baseline
   * @param members how many networks it is made of
   * @param point its weights
   * @param validation its score on validation examples
   * @param shift the shifted test sets
   * @param task scores points
   * @return its line
   */
  public static SoupRow of(
      String name, int members, Point point, Score validation, List<TestSet> shift, Task task) {
    List<Score> shifted = shift.stream().map(s -> task.beside(s).score(point)).toList();
    List<PerExample> errors = unknown(shift);
    errors.set(0, task.test().errors(point));
    Score test = task.test().score(point);
    return new SoupRow(name, members, validation, test, shifted, errors, "");
  }

  /**
   * Returns the work of measuring a network on all examples.
   *
   * @param shift the shifted test sets
   * @param task scores points
   * @return one row
   */
  public static Work work(List<TestSet> shift, Task task) {
    List<Objective> passes = new ArrayList<>(List.of(task.validation(), task.test(), task.test()));
    shift.forEach(s -> passes.add(task.beside(s)));
    return Work.points("row", passes.toArray(Objective[]::new));
  }

  /**
   * Makes a line without scores.
   *
   * @param name a soup or a baseline
   * @param members how many networks it would be made of
   * @param metric what scores measure
   * @param shift the shifted test sets
   * @param why why there are none
   * @return its line
   */
  public static SoupRow missing(
      String name, int members, Metric metric, List<TestSet> shift, String why) {
    Score none = new Score(metric, Double.NaN, Double.NaN, 0);
    List<Score> shifted = Collections.nCopies(shift.size(), none);
    return new SoupRow(name, members, none, none, shifted, unknown(shift), why);
  }

  static List<PerExample> unknown(List<TestSet> shift) {
    return new ArrayList<>(Collections.nCopies(shift.size() + 1, PerExample.NONE));
  }

  /**
   * Adds the errors on shifted test sets, for those lines whose differences are told there too.
   *
   * @param point the line's weights
   * @param shift the shifted test sets
   * @param task scores points
   * @return the fuller line
   */
  public SoupRow withShiftedErrors(Point point, List<TestSet> shift, Task task) {
    List<PerExample> all = new ArrayList<>(errors.subList(0, 1));
    shift.forEach(s -> all.add(task.beside(s).errors(point)));
    return new SoupRow(name, members, validation, test, shifted, all, missing);
  }

  /**
   * Returns the standard error that the size of a test set leaves in an accuracy: the binomial one,
   * or for the mean over several networks the one over the examples of their mean error.
   *
   * @param set 0 for the test examples, then the shifted ones
   * @return the standard error as a share of the examples; NaN if it is not known, as for R²
   */
  public double standardError(int set) {
    PerExample known = errors.get(set);
    if (!name.equals(MEAN)) {
      return on(set).standardError();
    }
    return on(set).metric() == Metric.ACCURACY && known.count() > 1
        ? known.standardError()
        : Double.NaN;
  }

  /**
   * Returns this line under another name.
   *
   * @param other the name
   * @return the renamed line
   */
  public SoupRow renamed(String other) {
    return new SoupRow(other, members, validation, test, shifted, errors, missing);
  }

  /**
   * Returns this line with another score on validation examples.
   *
   * @param other the score
   * @return the changed line
   */
  public SoupRow withValidation(Score other) {
    return new SoupRow(name, members, other, test, shifted, errors, missing);
  }

  /**
   * Returns the score on one of the test sets.
   *
   * @param set 0 for the test examples, then the shifted ones
   * @return the score
   */
  public Score on(int set) {
    return set == 0 ? test : shifted.get(set - 1);
  }

  /**
   * Returns how far the metric lies above that of another line, with the error that the test set
   * leaves in the difference: {@code value - other value}, paired by example.
   *
   * @param other what it is compared with
   * @param set 0 for the test examples, then the shifted ones
   * @return the difference; without a width where no errors by example were measured
   */
  public Interval minus(SoupRow other, int set) {
    return Paired.of(List.of(difference(other, set, 0)));
  }

  Difference difference(SoupRow other, int set, long replicate) {
    return Difference.of(
        replicate, other.on(set).error(), on(set).error(), other.errors.get(set), errors.get(set));
  }
}
