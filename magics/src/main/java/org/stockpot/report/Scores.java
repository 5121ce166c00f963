package org.stockpot.report;

import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.text.Numbers;

/** Scores as text. */
public final class Scores {

  private Scores() {}

  /**
   * Returns the metric and its value.
   *
   * @param score a score
   * @return such as {@code accuracy 97.3%} or {@code R² 0.8421}
   */
  public static String text(Score score) {
    String value =
        score.metric() == Metric.ACCURACY
            ? Numbers.percent(score.value(), 2)
            : Numbers.significant(score.value(), 4);
    return score.metric().label() + " " + value;
  }
}
