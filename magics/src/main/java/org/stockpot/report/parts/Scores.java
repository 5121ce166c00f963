package org.stockpot.report.parts;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Tolerance;
import org.stockpot.text.Numbers;

/** Scores as text. */
public final class Scores {

  private static final int MOST_DECIMALS = 3;

  /** Sums of doubles are off behind it: 1.9499999999999997 is 1.95. */
  private static final int MOST_DIGITS = 12;

  private static final int R2_DECIMALS = 4;

  private static final int ERROR_DIGITS = 4;

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

  /**
   * Returns the value alone.
   *
   * @param score a score
   * @return the value alone
   */
  public static String value(Score score) {
    return switch (score.metric()) {
      case ACCURACY -> Numbers.percent(score.value(), decimals(score.examples()));
      case R2 -> Numbers.fixed(score.value(), R2_DECIMALS);
      case NEGATIVE_ERROR -> Numbers.significant(score.error(), ERROR_DIGITS);
    };
  }

  /**
   * Returns what is shown of a score, with all digits: an error function's error itself.
   *
   * @param score a score
   * @return the accuracy as a share, the R² or the error
   */
  public static double plain(Score score) {
    return score.metric() == Metric.NEGATIVE_ERROR ? score.error() : score.value();
  }

  /**
   * Returns a difference of values as sentences have it: of an error function, that of errors,
   * whose sign is the other one.
   *
   * @param values the difference of values, positive for the better
   * @param like a score on the same examples, whose metric decides
   * @return the difference of what is shown
   */
  public static Interval plain(Interval values, Score like) {
    return like.metric() == Metric.NEGATIVE_ERROR
        ? new Interval(-values.mean(), values.halfWidth(), values.n(), values.over())
        : values;
  }

  /**
   * Returns what stands for an error where values are shown: an error function's error is shown
   * itself.
   *
   * @param error the error
   * @param like a score on the same examples, whose metric decides
   * @return the accuracy, R² or error
   */
  public static double valueOf(double error, Score like) {
    return like.metric() == Metric.NEGATIVE_ERROR ? error : like.metric().turned(error);
  }

  /**
   * Returns the value as tables and charts have it: accuracy in per cent, R² as it is, without
   * digits below the resolution of its examples.
   *
   * @param score a score
   * @return the value as tables and charts have it
   */
  public static double shown(Score score) {
    return rounded(plain(score), score);
  }

  /**
   * Returns what a difference of values is multiplied by to be shown.
   *
   * @param metric what scores measure
   * @return what a difference of values is multiplied by to be shown
   */
  public static double scale(Metric metric) {
    return metric == Metric.ACCURACY ? 100 : 1;
  }

  /**
   * Returns how many decimals of a per cent a test set can tell apart: two of 10,000 examples, one
   * of 360; at most three.
   *
   * @param examples how many examples
   * @return how many decimals of a per cent a test set can tell apart
   */
  public static int decimals(long examples) {
    return (int) Math.max(0, Math.min(MOST_DECIMALS, Math.ceil(Math.log10(examples / 100.0))));
  }

  /**
   * Returns a share of examples, or a difference or standard error of such, as tables have it: in
   * per cent or points, without digits below the resolution of its test set; that of R² to four
   * decimals.
   *
   * @param value the value, as a share
   * @param like a score on the same examples, whose metric and count decide the digits
   * @return a share of examples, or a difference or standard error of such, as tables have it
   */
  public static double rounded(double value, Score like) {
    double exact = exact(value, like);
    return like.metric() == Metric.NEGATIVE_ERROR ? exact : rounded(exact, decimals(like));
  }

  /** Returns a share in the unit of tables, without what doubles add behind the twelfth digit. */
  static double exact(double value, Score like) {
    return like.metric() == Metric.NEGATIVE_ERROR
        ? value
        : rounded(scale(like.metric()) * value, MOST_DIGITS);
  }

  private static double rounded(double value, int decimals) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).doubleValue()
        : value;
  }

  static int decimals(Score like) {
    return like.metric() == Metric.ACCURACY ? decimals(like.examples()) : R2_DECIMALS;
  }

  /**
   * Returns the unit of differences of values: {@code points}, or nothing for R².
   *
   * @param metric what scores measure
   * @return the unit of differences of values
   */
  public static String unit(Metric metric) {
    return metric == Metric.ACCURACY ? "points" : "";
  }

  /**
   * Returns a tolerance as errors of a metric have it.
   *
   * @param tolerance the tolerance
   * @param metric what scores measure
   * @return such as {@code 2%}; the number alone for an error function
   */
  public static String bound(Tolerance tolerance, Metric metric) {
    return metric == Metric.NEGATIVE_ERROR && tolerance.kind() == Tolerance.Kind.SHARE
        ? "" + tolerance.share()
        : tolerance.toString();
  }

  /**
   * Returns the unit of losses.
   *
   * @param metric what scores measure
   * @return the unit of losses
   */
  public static String lossUnit(Metric metric) {
    return switch (metric) {
      case ACCURACY -> "nats";
      case R2 -> "squared error";
      case NEGATIVE_ERROR -> "error";
    };
  }

  /**
   * Returns the error of a score in words, such as {@code 2.4 %} or {@code 1 − R² 0.1432}.
   *
   * @param score a score
   * @return the error of a score in words, such as {@code 2.4 %} or {@code 1 − R² 0.1432}
   */
  public static String error(Score score) {
    String shown = shownDifference(score.error(), score);
    return switch (score.metric()) {
      case ACCURACY -> shown + " %";
      case R2 -> "1 − R² " + shown;
      case NEGATIVE_ERROR -> "error " + shown;
    };
  }

  /**
   * Names the error of a metric.
   *
   * @param metric what scores measure
   * @return Names the error of a metric
   */
  public static String errorName(Metric metric) {
    return metric == Metric.R2 ? "1 − R²" : "error";
  }

  /**
   * Returns a mean in words, with its interval, n and what the interval is over.
   *
   * @param interval the interval
   * @param like a score on the same examples, whose metric and count decide the digits
   * @return such as {@code 0.42 ± 0.31 points (n = 3)}
   */
  public static String text(Interval interval, Score like) {
    return range(interval, like) + " (" + overPairs(interval) + ")";
  }

  /**
   * Returns a mean with its interval, such as {@code 0.42 ± 0.31 points}.
   *
   * @param interval the interval
   * @param like a score on the same examples, whose metric and count decide the digits
   * @return a mean with its interval, such as {@code 0.42 ± 0.31 points}
   */
  public static String range(Interval interval, Score like) {
    String unit = unit(like.metric());
    return shownDifference(interval.mean(), like)
        + (Double.isNaN(interval.halfWidth())
            ? ""
            : " ± " + shownDifference(interval.halfWidth(), like))
        + (unit.isEmpty() ? "" : " " + unit);
  }

  /**
   * Returns what one network scored, with the standard error that its examples leave.
   *
   * @param score a score
   * @return such as {@code accuracy 97.2 % (SE of the examples 0.9)} or {@code R² 0.8421}
   */
  public static String measured(Score score) {
    boolean percent = score.metric() == Metric.ACCURACY;
    return score.metric().label()
        + " "
        + shownDifference(plain(score), score)
        + (percent
            ? " % (SE of the examples " + shownDifference(score.standardError(), score) + ")"
            : "");
  }

  /**
   * Returns a mean value in words, by the interval of its error.
   *
   * @param error the interval of the error
   * @param like a score on the same examples, whose metric and count decide the digits
   * @return such as {@code 97.2 ± 0.4 % (n = 3)}
   */
  public static String mean(Interval error, Score like) {
    return shownDifference(valueOf(error.mean(), like), like)
        + (Double.isNaN(error.halfWidth()) ? "" : " ± " + shownDifference(error.halfWidth(), like))
        + (like.metric() == Metric.ACCURACY ? " %" : "")
        + " ("
        + over(error)
        + ")";
  }

  /**
   * Returns a difference of values with its unit, such as {@code 0.42 points}.
   *
   * @param difference the difference, as a share
   * @param like a score on the same examples, whose metric and count decide the digits
   * @return a difference of values with its unit, such as {@code 0.42 points}
   */
  public static String points(double difference, Score like) {
    String unit = unit(like.metric());
    return shownDifference(difference, like) + (unit.isEmpty() ? "" : " " + unit);
  }

  static String shownDifference(double value, Score like) {
    return like.metric() == Metric.NEGATIVE_ERROR
        ? Numbers.significant(value, ERROR_DIGITS)
        : Numbers.fixed(exact(value, like), decimals(like));
  }

  /**
   * Says how many replicates are behind an interval, and what it is over.
   *
   * @param interval the interval
   * @return the words
   */
  public static String over(Interval interval) {
    return switch (interval.over()) {
      case REPLICATES -> "n = " + interval.n();
      case NETWORKS -> Numbers.counted(interval.n(), "network");
      case EXAMPLES -> "n = 1: test-set error only";
    };
  }

  /**
   * Says the same of an interval of differences inside pairs.
   *
   * @param interval the interval
   * @return the words
   */
  public static String overPairs(Interval interval) {
    return interval.over() == Interval.Over.EXAMPLES
        ? "one pair: test-set error only"
        : over(interval);
  }
}
