package org.stockpot.barrier;

import org.stockpot.task.Score;

/** What is measured along a path. */
public enum Quantity {
  /** The error on the test examples: 1 - accuracy, or 1 - R². */
  TEST_ERROR,
  /** The mean loss on the test examples. */
  TEST_LOSS,
  /** The error on the training examples. */
  TRAINING_ERROR,
  /** The mean loss on the training examples. */
  TRAINING_LOSS;

  /**
   * Returns whether this is an error, which lies in [0, 1] for classes.
   *
   * @return true for errors, false for losses
   */
  public boolean isError() {
    return this == TEST_ERROR || this == TRAINING_ERROR;
  }

  /**
   * Returns this quantity of a score.
   *
   * @param score on the examples that this is about
   * @return its error or its loss
   */
  public double of(Score score) {
    return isError() ? score.error() : score.loss();
  }

  /**
   * Returns whether this is about the test examples.
   *
   * @return true for test examples, false for training examples
   */
  public boolean isTest() {
    return this == TEST_ERROR || this == TEST_LOSS;
  }
}
