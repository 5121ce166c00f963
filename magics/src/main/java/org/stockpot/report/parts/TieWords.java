package org.stockpot.report.parts;

import java.util.List;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.TestSetError;

/** Says where a choice on validation was none: equal scores, and differences below their error. */
public final class TieWords {

  private static final String[] SMALL = {
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"
  };

  private TieWords() {}

  /**
   * Says how many tie for the best validation score, and which of them was taken.
   *
   * @param scores the validation scores of all, in order
   * @param things what they are, such as {@code networks}
   * @param taken the one that was taken
   * @return a sentence with a space before it; empty without a tie
   */
  public static String words(List<Score> scores, String things, String taken) {
    Score best = scores.stream().min(Score.BEST_FIRST).orElseThrow();
    List<Score> equal = scores.stream().filter(s -> s.value() == best.value()).toList();
    if (equal.size() < 2) {
      return "";
    }
    boolean told = equal.stream().filter(s -> s.loss() == best.loss()).count() == 1;
    String count = count(equal.size());
    return " "
        + Character.toUpperCase(count.charAt(0))
        + count.substring(1)
        + " "
        + things
        + " tie at "
        + Scores.value(best)
        + " on validation; "
        + (told ? "the one with the lowest validation loss was taken" : "the first was taken")
        + " ("
        + taken
        + ").";
  }

  private static String count(int number) {
    return number - 2 < SMALL.length ? SMALL[number - 2] : "" + number;
  }

  /**
   * Says that the best and the worst differ by no more than the validation examples leave open.
   *
   * @param scores validation scores
   * @return a sentence with a space before it; empty if they differ by more, or it is not known
   */
  public static String spread(List<Score> scores) {
    Score best = scores.stream().min(Score.BEST_FIRST).orElseThrow();
    Score worst = scores.stream().max(Score.BEST_FIRST).orElseThrow();
    return scores.size() > 1 && TestSetError.covers(best, worst)
        ? " All lie within the error of "
            + best.examples()
            + " validation examples: none is surely the best."
        : "";
  }
}
