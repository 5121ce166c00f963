package org.stockpot.dense;

import java.nio.FloatBuffer;
import org.stockpot.task.Score;

/** The loss of a model's outputs on some examples, with its gradient, and the score. */
public interface Criterion extends BatchLoss {

  /**
   * Turns outputs into predictions that can be averaged: class probabilities, or the numbers
   * themselves.
   *
   * @param outputs one row per example
   * @param predictions as many numbers as outputs, which are added to; modified
   * @param at where in them the first output belongs
   */
  void addPredictions(FloatBuffer outputs, double[] predictions, int at);

  /**
   * Returns the score of predictions for all examples.
   *
   * @param predictions of all examples, those of one after those of another
   * @return the score of predictions for all examples
   */
  Score scorePredictions(double[] predictions);

  /**
   * Returns the error of each example's prediction, as {@link #errors} has it.
   *
   * @param predictions of all examples, those of one after those of another
   * @return the error of each example's prediction
   */
  float[] predictionErrors(double[] predictions);

  /**
   * Measures examples {@code from} to {@code from + count - 1}.
   *
   * @param outputs what the network gives, one row per example
   * @param from the first example
   * @param count how many examples
   * @return the summed loss and what the metric needs; sums of chunks add up
   */
  double[] sums(FloatBuffer outputs, int from, int count);

  /**
   * Writes the error of each of the examples {@code from} to {@code from + count - 1}, as {@link
   * org.stockpot.task.PerExample} has it.
   *
   * @param outputs one row per example
   * @param from the first example
   * @param count how many examples
   * @param errors one number per example of the set; modified
   */
  void errors(FloatBuffer outputs, int from, int count, float[] errors);

  /**
   * Returns the score of the sums over all examples.
   *
   * @param sums of all chunks, added up
   * @return the score of the sums over all examples
   */
  Score score(double[] sums);
}
