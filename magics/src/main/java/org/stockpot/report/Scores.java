package org.stockpot.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.stockpot.task.Interval;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.text.Decimals;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** Scores as text. */
public final class Scores {

  private static final int MOST_DECIMALS = 3;
  private static final int R2_DECIMALS = 4;
  private static final int LOSS_DIGITS = 3;
  private static final int MOST_DIGITS = 12;

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
        ? Numbers.percent(score.value(), decimals(score.examples()))
        : Numbers.fixed(score.value(), R2_DECIMALS);
  }

  /**
   * Returns the value as tables and charts have it: accuracy in per cent, R² as it is, without
   * digits below the resolution of its examples.
   */
  static double shown(Score score) {
    return rounded(score.value(), score);
  }

  /** Returns what a difference of values is multiplied by to be shown. */
  static double scale(Metric metric) {
    return metric == Metric.ACCURACY ? 100 : 1;
  }

  /** Returns the title of an axis of values. */
  static String axis(String examples, Metric metric) {
    return examples + " " + metric.label() + (metric == Metric.ACCURACY ? " (%)" : "");
  }

  /**
   * Returns how many decimals of a per cent a test set can tell apart: two of 10,000 examples, one
   * of 360; at most three.
   */
  static int decimals(long examples) {
    return (int) Math.max(0, Math.min(MOST_DECIMALS, Math.ceil(Math.log10(examples / 100.0))));
  }

  /**
   * Returns a share of examples, or a difference or standard error of such, as tables have it: in
   * per cent or points, without digits below the resolution of its test set; that of R² to four
   * decimals.
   */
  static double rounded(double value, Score like) {
    if (!Double.isFinite(value)) {
      return value;
    }
    return BigDecimal.valueOf(scale(like.metric()) * value)
        .setScale(decimals(like), RoundingMode.HALF_UP)
        .doubleValue();
  }

  /**
   * Appends a share of examples, or a difference or standard error of such, in the unit of tables.
   * The column has all of its digits, and shows those of {@link #rounded}.
   */
  static void append(DoubleColumn column, double value, Score like) {
    column.append(exact(value, like));
    show(column, like);
  }

  /** Appends the value of a score. */
  static void append(DoubleColumn column, Score score) {
    append(column, score.value(), score);
  }

  /** Returns a column of the values of scores. */
  static <T> DoubleColumn column(String heading, List<T> rows, Function<T, Score> score) {
    return column(heading, rows, row -> score.apply(row).value(), score);
  }

  /** Returns a column of shares, each with what it is like. */
  static <T> DoubleColumn column(
      String heading, List<T> rows, ToDoubleFunction<T> value, Function<T, Score> like) {
    DoubleColumn column = DoubleColumn.create(heading);
    rows.forEach(row -> append(column, value.applyAsDouble(row), like.apply(row)));
    return column;
  }

  /** Appends a loss; the column shows three digits. */
  static void appendLoss(DoubleColumn column, double loss) {
    column.append(loss);
    column.setPrintFormatter(new NumberColumnFormatter(Decimals.significant(LOSS_DIGITS)));
  }

  /** Returns a share in the unit of tables, without what doubles add behind the twelfth digit. */
  private static double exact(double value, Score like) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(scale(like.metric()) * value)
            .setScale(MOST_DIGITS, RoundingMode.HALF_UP)
            .doubleValue()
        : value;
  }

  private static void show(DoubleColumn column, Score like) {
    boolean known = like.metric() == Metric.R2 || like.examples() > 0;
    if (known) {
      column.setPrintFormatter(new NumberColumnFormatter(Decimals.fixed(decimals(like))));
    }
  }

  private static int decimals(Score like) {
    return like.metric() == Metric.ACCURACY ? decimals(like.examples()) : R2_DECIMALS;
  }

  /** Returns the unit of differences of values: {@code points}, or nothing for R². */
  static String unit(Metric metric) {
    return metric == Metric.ACCURACY ? "points" : "";
  }

  /** Returns the unit of losses. */
  static String lossUnit(Metric metric) {
    return metric == Metric.ACCURACY ? "nats" : "squared error";
  }

  /** Returns the title of an axis of errors: a per cent of examples, or a share of variance. */
  static String errorAxis(String examples, Metric metric) {
    return examples + (metric == Metric.ACCURACY ? " error (%)" : " 1 − R²");
  }

  /** Returns the error of a score in words, such as {@code 2.4 %} or {@code 1 − R² 0.1432}. */
  static String error(Score score) {
    return score.metric() == Metric.ACCURACY
        ? shownDifference(score.error(), score) + " %"
        : "1 − R² " + shownDifference(score.error(), score);
  }

  /** Names the error of a metric. */
  static String errorName(Metric metric) {
    return metric == Metric.ACCURACY ? "error" : "1 − R²";
  }

  /** Returns a value as far as there are such: few seeds leave intervals that reach further. */
  static double possible(double value, Metric metric) {
    return metric == Metric.ACCURACY ? Math.max(0, Math.min(1, value)) : Math.min(1, value);
  }

  /** Lets the vertical axis of values reach no further than values can. */
  static LineChart bounded(LineChart chart, Metric metric) {
    return metric == Metric.ACCURACY
        ? chart.percentY()
        : chart.yWithin(Double.NEGATIVE_INFINITY, 1);
  }

  /** Lets the vertical axis of errors, or of barriers, reach no further than they can. */
  static LineChart boundedErrors(LineChart chart, Metric metric) {
    return chart.yWithin(0, metric == Metric.ACCURACY ? 100 : Double.POSITIVE_INFINITY);
  }

  /**
   * Returns a mean in words, with its interval, n and what the interval is over.
   *
   * @return such as {@code 0.42 ± 0.31 points (n = 3)}
   */
  static String text(Interval interval, Score like) {
    return range(interval, like) + " (" + overPairs(interval) + ")";
  }

  /** Returns a mean with its interval, such as {@code 0.42 ± 0.31 points}. */
  static String range(Interval interval, Score like) {
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
   * @return such as {@code accuracy 97.2 % (SE of the examples 0.9)} or {@code R² 0.8421}
   */
  static String measured(Score score) {
    boolean percent = score.metric() == Metric.ACCURACY;
    return score.metric().label()
        + " "
        + shownDifference(score.value(), score)
        + (percent
            ? " % (SE of the examples " + shownDifference(score.standardError(), score) + ")"
            : "");
  }

  /** Says of how many examples a score is, and its standard error, for the legend of a chart. */
  static String precision(Score score) {
    String error =
        score.metric() == Metric.ACCURACY
            ? ", SE " + shownDifference(score.standardError(), score) + " points"
            : "";
    return score.examples() + " examples" + error;
  }

  /** Returns what a chart tells of a network: its value, the standard error, and of how many n. */
  static String pointed(Score score) {
    return measured(score) + ", " + Numbers.counted(score.examples(), "example");
  }

  /** Returns what a chart tells of networks, in order. */
  static String[] pointed(List<Score> scores) {
    return scores.stream().map(Scores::pointed).toArray(String[]::new);
  }

  /**
   * Returns a mean value in words, by the interval of its error.
   *
   * @return such as {@code 97.2 ± 0.4 % (n = 3)}
   */
  static String mean(Interval error, Score like) {
    return shownDifference(1 - error.mean(), like)
        + (Double.isNaN(error.halfWidth()) ? "" : " ± " + shownDifference(error.halfWidth(), like))
        + (like.metric() == Metric.ACCURACY ? " %" : "")
        + " ("
        + over(error)
        + ")";
  }

  /** Returns a difference of values with its unit, such as {@code 0.42 points}. */
  static String points(double difference, Score like) {
    String unit = unit(like.metric());
    return shownDifference(difference, like) + (unit.isEmpty() ? "" : " " + unit);
  }

  private static String shownDifference(double value, Score like) {
    return Numbers.fixed(scale(like.metric()) * value, decimals(like));
  }

  /** Says how many replicates are behind an interval, and what it is over. */
  static String over(Interval interval) {
    return switch (interval.over()) {
      case REPLICATES -> "n = " + interval.n();
      case NETWORKS -> Numbers.counted(interval.n(), "network");
      case EXAMPLES -> "n = 1: test-set error only";
    };
  }

  /** Says the same of an interval of differences inside pairs. */
  static String overPairs(Interval interval) {
    return interval.over() == Interval.Over.EXAMPLES
        ? "one pair: test-set error only"
        : over(interval);
  }

  /** Says what the bands about means are, for a legend. */
  static String band(List<Interval> intervals) {
    int least = intervals.stream().mapToInt(Interval::n).min().orElse(0);
    int most = intervals.stream().mapToInt(Interval::n).max().orElse(0);
    String n = least == most ? "" + most : least + " to " + most;
    return "95 % interval over "
        + switch (intervals.get(intervals.size() - 1).over()) {
          case REPLICATES -> n + " seeds";
          case NETWORKS -> n + " networks";
          case EXAMPLES -> "test examples, n = 1";
        };
  }

  /** Adds a series of means of what is never negative, with their intervals, to a chart. */
  static void banded(
      LineChart chart, String name, double[] xs, List<Interval> intervals, Score like) {
    chart
        .band(band(intervals))
        .banded(
            name,
            xs,
            intervals.stream().mapToDouble(i -> rounded(i.mean(), like)).toArray(),
            intervals.stream().mapToDouble(i -> Math.max(0, rounded(i.low(), like))).toArray(),
            intervals.stream().mapToDouble(i -> rounded(i.high(), like)).toArray(),
            intervals.stream().map(i -> text(i, like)).toArray(String[]::new));
  }
}
