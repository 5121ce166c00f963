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
    return score.metric().label() + " " + value(score);
  }

  /** Returns the value alone. */
  static String value(Score score) {
    return score.metric() == Metric.ACCURACY
        ? Numbers.percent(score.value(), 2)
        : Numbers.significant(score.value(), 4);
  }

  /** Returns the value as tables and charts have it: accuracy in per cent, R² as it is. */
  static double shown(Score score) {
    return scale(score.metric()) * score.value();
  }

  /** Returns what a difference of values is multiplied by to be shown. */
  static double scale(Metric metric) {
    return metric == Metric.ACCURACY ? 100 : 1;
  }

  /** Returns the heading of a column of values. */
  static String heading(String examples, Metric metric) {
    return examples + " " + metric.label() + (metric == Metric.ACCURACY ? " %" : "");
  }

  /** Returns the title of an axis of values. */
  static String axis(String examples, Metric metric) {
    return examples + " " + metric.label() + (metric == Metric.ACCURACY ? " (%)" : "");
  }

  /** Returns a difference in words: {@code level with} or such as {@code 0.42 points above}. */
  static String difference(Score score, Score other) {
    double difference = shown(score) - shown(other);
    if (difference == 0) {
      return "level with";
    }
    String unit = score.metric() == Metric.ACCURACY ? " points " : " ";
    return Numbers.fixed(Math.abs(difference), score.metric() == Metric.ACCURACY ? 2 : 4)
        + unit
        + (difference < 0 ? "below" : "above");
  }
}
