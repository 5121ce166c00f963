package org.stockpot.report.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;

final class TieWordsTest {

  private static Score score(double loss, double accuracy) {
    return new Score(Metric.ACCURACY, loss, accuracy, 10_000);
  }

  @Test
  void aTieSaysWhatDecidedIt() {
    List<Score> same = List.of(score(1, .9741), score(1, .9741), score(2, .5));
    assertEquals(
        " Two networks tie at 97.41% on validation; the first was taken (number 1).",
        TieWords.words(same, "networks", "number 1"));
    List<Score> apart = List.of(score(2, .9741), score(1, .9741), score(0.5, .5));
    assertEquals(
        " Two networks tie at 97.41% on validation; the one with the lowest validation loss was"
            + " taken (number 2).",
        TieWords.words(apart, "networks", "number 2"));
    assertEquals("", TieWords.words(List.of(score(1, .9), score(1, .8)), "networks", "number 1"));
  }

  @Test
  void aDifferenceBelowItsErrorIsNoHeadline() {
    assertTrue(TieWords.spread(List.of(score(1, .974), score(1, .973))).contains("none is surely"));
    assertEquals("", TieWords.spread(List.of(score(1, .974), score(1, .94))));
  }

  @Test
  void tiesAreBrokenByTheLossAndThenByTheOrder() {
    Score low = score(1, .9);
    Score high = score(2, .9);
    assertEquals(-1, Score.BEST_FIRST.compare(low, high));
    assertEquals(0, Score.BEST_FIRST.compare(low, score(1, .9)));
    assertEquals(-1, Score.BEST_FIRST.compare(score(9, .91), low), "accuracy counts first");
  }
}
