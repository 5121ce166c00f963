package org.stockpot.soup;

import java.util.List;
import org.stockpot.task.Distortion;
import org.stockpot.task.Outcome;
import org.stockpot.task.Score;
import org.stockpot.task.Training;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.RowSet;

/**
 * Networks fine-tuned from one base.
 *
 * @param task the task's name
 * @param base where all started
 * @param mask what of it was trained, and of each network is kept
 * @param shift the shifted test sets they were scored on
 * @param tuned the finished ones, in order
 * @param outcome whether all were finished
 * @param rows the training examples; those that the base was trained on come to them
 */
public record FinetuneResult(
    String task,
    Point base,
    Mask mask,
    List<Distortion> shift,
    List<Tuned> tuned,
    Outcome outcome,
    RowSet rows) {

  /**
   * One fine-tuned network.
   *
   * @param variation how it was fine-tuned
   * @param training what came out
   * @param validation its score on validation examples
   * @param test its score on test examples
   * @param shifted its scores on the shifted test sets
   * @param seconds the time it took
   * @param reused whether it was there from before
   */
  public record Tuned(
      Variation variation,
      Training training,
      Score validation,
      Score test,
      List<Score> shifted,
      double seconds,
      boolean reused) {

    /** Copies the scores. */
    public Tuned {
      shifted = List.copyOf(shifted);
    }
  }

  /** Copies the lists. */
  public FinetuneResult {
    shift = List.copyOf(shift);
    tuned = List.copyOf(tuned);
  }

  /**
   * Returns a network's weights.
   *
   * @param number from 1
   * @return the point
   * @throws IllegalArgumentException if there is none of that number
   */
  public Point point(int number) {
    if (number < 1 || number > tuned.size()) {
      throw new IllegalArgumentException(
          "an ingredient's number must lie from 1 to " + tuned.size() + ", got " + number);
    }
    return tuned.get(number - 1).training().end();
  }

  /**
   * Returns all networks as ingredients of a soup.
   *
   * @param name what they are called before their numbers
   * @return one per network
   */
  public List<Ingredient> ingredients(String name) {
    return java.util.stream.IntStream.rangeClosed(1, tuned.size())
        .mapToObj(i -> new Ingredient(name + "." + i, point(i), mask))
        .toList();
  }
}
