package org.stockpot.task;

import org.stockpot.weights.RowSet;

/**
 * Which rows of data a task uses for what, by digests of the rows as they were read.
 *
 * @param training the training examples
 * @param validation the validation examples
 * @param test the test examples
 */
public record TaskRows(RowSet training, RowSet validation, RowSet test) {

  /** The rows of a task that cannot tell. */
  public static final TaskRows UNKNOWN = new TaskRows(RowSet.NONE, RowSet.NONE, RowSet.NONE);

  /**
   * Returns how many test examples a point was trained on that a point of this task is not: those
   * that are among its rows and not among the training examples here, where copies of test examples
   * may be too.
   *
   * @param trainedOn a point's rows
   * @return the number of rows, 0 for a point of this task
   */
  public long leakedTest(RowSet trainedOn) {
    return test.without(training).shared(trainedOn);
  }

  /**
   * Returns how many validation examples a point was trained on, likewise.
   *
   * @param trainedOn a point's rows
   * @return the number of rows, 0 for a point of this task
   */
  public long leakedValidation(RowSet trainedOn) {
    return validation.without(training).shared(trainedOn);
  }

  /** Returns how many rows there are of each. */
  @Override
  public String toString() {
    return "rows: "
        + training.count()
        + " training, "
        + validation.count()
        + " validation, "
        + test.count()
        + " test";
  }
}
