package org.stockpot.report.parts;

import java.util.List;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Interval;
import org.stockpot.text.Numbers;

/** Scores in charts: axes that reach as far as values can, bands of intervals, texts of points. */
public final class ScoreCharts {

  private ScoreCharts() {}

  /**
   * Returns the title of an axis of values.
   *
   * @param examples which examples, such as {@code test}
   * @param metric what scores measure
   * @return the title of an axis of values
   */
  public static String axis(String examples, Metric metric) {
    return examples + " " + metric.label() + (metric == Metric.ACCURACY ? " (%)" : "");
  }

  /**
   * Returns the title of an axis of errors: a per cent of examples, or a share of variance.
   *
   * @param examples which examples, such as {@code test}
   * @param metric what scores measure
   * @return the title of an axis of errors
   */
  public static String errorAxis(String examples, Metric metric) {
    return examples + " " + errorAxis(metric);
  }

  /**
   * Returns the title of an axis of errors on no examples in particular.
   *
   * @param metric what scores measure
   * @return such as {@code error (%)}
   */
  public static String errorAxis(Metric metric) {
    return Scores.errorName(metric) + (metric == Metric.ACCURACY ? " (%)" : "");
  }

  /**
   * Returns a value as far as there are such: few seeds leave intervals that reach further.
   *
   * @param value the value, as a share
   * @param metric what scores measure
   * @return a value as far as there are such
   */
  public static double possible(double value, Metric metric) {
    return switch (metric) {
      case ACCURACY -> Math.max(0, Math.min(1, value));
      case R2 -> Math.min(1, value);
      case NEGATIVE_ERROR -> value;
    };
  }

  /**
   * Lets the vertical axis of values reach no further than values can.
   *
   * @param chart the chart
   * @param metric what scores measure
   * @return Lets the vertical axis of values reach no further than values can
   */
  public static LineChart bounded(LineChart chart, Metric metric) {
    return switch (metric) {
      case ACCURACY -> chart.percentY();
      case R2 -> chart.yWithin(Double.NEGATIVE_INFINITY, 1);
      case NEGATIVE_ERROR -> chart;
    };
  }

  /**
   * Lets the vertical axis of errors, or of barriers, reach no further than they can.
   *
   * @param chart the chart
   * @param metric what scores measure
   * @return Lets the vertical axis of errors, or of barriers, reach no further than they can
   */
  public static LineChart boundedErrors(LineChart chart, Metric metric) {
    return metric == Metric.NEGATIVE_ERROR
        ? chart
        : chart.yWithin(0, metric == Metric.ACCURACY ? 100 : Double.POSITIVE_INFINITY);
  }

  /**
   * Says of how many examples a score is, and its standard error, for the legend of a chart.
   *
   * @param score a score
   * @return the words
   */
  public static String precision(Score score) {
    String error =
        score.metric() == Metric.ACCURACY
            ? ", SE " + Scores.shownDifference(score.standardError(), score) + " points"
            : "";
    return score.examples() + " examples" + error;
  }

  /**
   * Returns what a chart tells of a network: its value, the standard error, and of how many n.
   *
   * @param score a score
   * @return what a chart tells of a network
   */
  public static String pointed(Score score) {
    return Scores.measured(score) + ", " + Numbers.counted(score.examples(), "example");
  }

  /**
   * Returns what a chart tells of networks, in order.
   *
   * @param scores the scores, in order
   * @return what a chart tells of networks, in order
   */
  public static String[] pointed(List<Score> scores) {
    return scores.stream().map(ScoreCharts::pointed).toArray(String[]::new);
  }

  /**
   * Says what the bands about means are, for a legend.
   *
   * @param intervals one per point
   * @return the words
   */
  public static String band(List<Interval> intervals) {
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

  /**
   * Adds a series of mean values, by the intervals of their errors, to a chart.
   *
   * @param chart the chart
   * @param name what the series is called
   * @param xs positions on the horizontal axis
   * @param errors one per point, as shares
   * @param like a score on the same examples, whose metric and count decide the digits
   */
  public static void values(
      LineChart chart, String name, double[] xs, List<Interval> errors, Score like) {
    double scale = Scores.scale(like.metric());
    chart
        .band(band(errors))
        .banded(
            name,
            xs,
            errors.stream().mapToDouble(e -> scale * Scores.valueOf(e.mean(), like)).toArray(),
            errors.stream().mapToDouble(e -> scale * end(e, like, false)).toArray(),
            errors.stream().mapToDouble(e -> scale * end(e, like, true)).toArray(),
            errors.stream().map(e -> Scores.mean(e, like)).toArray(String[]::new));
  }

  /**
   * Returns an end of the interval of a value, by that of its error.
   *
   * @param error the interval, as shares
   * @param like a score on the same examples, whose metric decides
   * @param upper which end
   * @return the end, as far as there are such values
   */
  public static double end(Interval error, Score like, boolean upper) {
    double a = Scores.valueOf(error.high(), like);
    double b = Scores.valueOf(error.low(), like);
    return possible(upper ? Math.max(a, b) : Math.min(a, b), like.metric());
  }

  /**
   * Adds a series of means of what is never negative, with their intervals, to a chart.
   *
   * @param chart the chart
   * @param name what the series is called
   * @param xs positions on the horizontal axis
   * @param intervals one per point
   * @param like a score on the same examples, whose metric and count decide the digits
   */
  public static void banded(
      LineChart chart, String name, double[] xs, List<Interval> intervals, Score like) {
    banded(chart, name, xs, intervals, like, 0, Double.POSITIVE_INFINITY);
  }

  /**
   * Adds a series of mean differences, with their intervals, to a chart; those of shares reach no
   * further than 100 points, as few seeds have wider intervals than there are differences.
   *
   * @param chart the chart
   * @param name what the series is called
   * @param xs positions on the horizontal axis
   * @param intervals one per point
   * @param like a score on the same examples, whose metric and count decide the digits
   */
  public static void differences(
      LineChart chart, String name, double[] xs, List<Interval> intervals, Score like) {
    double most =
        like.metric() == Metric.ACCURACY ? Scores.scale(like.metric()) : Double.POSITIVE_INFINITY;
    banded(chart, name, xs, intervals, like, -most, most);
  }

  private static void banded(
      LineChart chart,
      String name,
      double[] xs,
      List<Interval> intervals,
      Score like,
      double least,
      double most) {
    chart
        .band(band(intervals))
        .banded(
            name,
            xs,
            intervals.stream().mapToDouble(i -> Scores.rounded(i.mean(), like)).toArray(),
            intervals.stream()
                .mapToDouble(i -> Math.max(least, Scores.rounded(i.low(), like)))
                .toArray(),
            intervals.stream()
                .mapToDouble(i -> Math.min(most, Scores.rounded(i.high(), like)))
                .toArray(),
            intervals.stream().map(i -> Scores.text(i, like)).toArray(String[]::new));
  }
}
