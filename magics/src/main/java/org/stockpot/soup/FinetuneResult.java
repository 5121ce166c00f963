package org.stockpot.soup;

import java.util.List;
import org.stockpot.task.Outcome;
import org.stockpot.task.Result;
import org.stockpot.task.Score;
import org.stockpot.task.TestSet;
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
 * @param diverged those that have no end because their loss became NaN or infinite, in order
 * @param outcome whether all were finished
 * @param rows the training examples; those that the base was trained on come to them
 */
public record FinetuneResult(
    String task,
    Point base,
    Mask mask,
    List<TestSet> shift,
    List<Tuned> tuned,
    List<Diverged> diverged,
    Outcome outcome,
    RowSet rows)
    implements Result {

  /**
   * One fine-tuned network.
   *
   * @param number its place among the variations that were asked for, from 1
   * @param variation how it was fine-tuned
   * @param training what came out
   * @param validation its score on validation examples
   * @param test its score on test examples
   * @param shifted its scores on the shifted test sets
   * @param seconds the time it took, when it was made
   * @param reused whether it was made before
   */
  public record Tuned(
      int number,
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

    /** Returns number and variation. */
    @Override
    public String toString() {
      return "network " + number + ": " + variation;
    }
  }

  /**
   * A network that is missing because its training diverged.
   *
   * @param number its place among the variations that were asked for, from 1
   * @param variation how it was fine-tuned
   * @param step the position in the schedule at which it diverged
   * @param message what happened, and what to try
   */
  public record Diverged(int number, Variation variation, long step, String message) {

    /**
     * Returns what became of it in a few words.
     *
     * @return such as {@code diverged at step 7}
     */
    public String words() {
      return "diverged at step " + step;
    }
  }

  /** Copies the lists. */
  public FinetuneResult {
    shift = List.copyOf(shift);
    tuned = List.copyOf(tuned);
    diverged = List.copyOf(diverged);
  }

  /**
   * Returns a network's weights.
   *
   * @param number its place among the variations, from 1
   * @return the point
   * @throws IllegalArgumentException if there is no finished network of that number
   */
  public Point point(int number) {
    return tuned.stream()
        .filter(t -> t.number() == number)
        .findFirst()
        .map(t -> t.training().end())
        .orElseThrow(() -> new IllegalArgumentException(none(number)));
  }

  /**
   * Returns the network that is best on validation: of equal scores the one with the lowest loss
   * there, of equal losses too the first.
   *
   * @return one of the finished networks
   * @throws java.util.NoSuchElementException if there is none
   */
  public Tuned best() {
    return tuned.stream()
        .min((a, b) -> Score.BEST_FIRST.compare(a.validation(), b.validation()))
        .orElseThrow();
  }

  private String none(int number) {
    return diverged.stream()
        .filter(d -> d.number() == number)
        .findFirst()
        .map(d -> "ingredient " + number + " " + d.words())
        .orElse(
            "an ingredient's number must be one of "
                + tuned.stream().map(Tuned::number).toList()
                + ", got "
                + number);
  }

  /**
   * Returns all finished networks as ingredients of a soup.
   *
   * @param name what they are called before their numbers
   * @return one per network
   */
  public List<Ingredient> ingredients(String name) {
    return tuned.stream()
        .map(t -> new Ingredient(name + "." + t.number(), t.training().end(), mask))
        .toList();
  }

  /** Returns task and networks in a phrase. */
  @Override
  public String toString() {
    return "fine-tuning of "
        + task
        + ", networks: "
        + tuned.size()
        + (diverged.isEmpty() ? "" : ", diverged: " + diverged.size());
  }
}
