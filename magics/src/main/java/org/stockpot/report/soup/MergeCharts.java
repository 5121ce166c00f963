package org.stockpot.report.soup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.ScoreCharts;
import org.stockpot.report.parts.Scores;
import org.stockpot.soup.SoupRow;
import org.stockpot.study.merge.MergeGrid;
import org.stockpot.study.merge.MergeResult;
import org.stockpot.study.merge.MergeRow;
import org.stockpot.study.merge.MergeTrial;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import tech.tablesaw.plotly.components.Figure;

/** The charts of merges. */
final class MergeCharts {

  private static final double NORMAL = 1.959964;

  private MergeCharts() {}

  /** Returns test and validation scores of each method, beside the baselines as levels. */
  static Figure comparison(MergeResult result) {
    List<MergeRow> rows = result.rows().stream().filter(row -> row.point().isPresent()).toList();
    Metric metric = rows.get(0).scores().validation().metric();
    double[] places = IntStream.range(0, rows.size()).asDoubleStream().toArray();
    String[] names = rows.stream().map(MergeRow::method).toArray(String[]::new);
    LineChart chart =
        new LineChart(
                "Merges of the same networks: " + result.task() + "<br>by method",
                "method",
                ScoreCharts.axis("test and validation", metric))
            .namedX(places, names);
    ScoreCharts.bounded(chart, metric);
    addTests(chart, rows);
    chart.points(
        "validation",
        places,
        values(rows, r -> Scores.shown(r.scores().validation())),
        rows.stream()
            .map(r -> ScoreCharts.pointed(r.scores().validation()))
            .toArray(String[]::new));
    int best = rows.indexOf(result.best());
    Score chosen = rows.get(best).scores().validation();
    chart.points(
        "chosen by validation",
        new double[] {best},
        new double[] {Scores.shown(chosen)},
        names[best]);
    double[] ends = {places[0], places[places.length - 1] + (places.length == 1 ? 0.4 : 0)};
    result
        .baselines()
        .ifPresent(
            all ->
                all.baselines().stream()
                    .filter(row -> row.missing().isEmpty())
                    .limit(3)
                    .forEach(row -> level(chart, row, ends)));
    return chart.figure();
  }

  /** Adds test scores with their errors, of rows that have them. */
  private static void addTests(LineChart chart, List<MergeRow> rows) {
    List<MergeRow> tested = rows.stream().filter(row -> row.scores().missing().isEmpty()).toList();
    if (!tested.isEmpty()) {
      double[] at = tested.stream().mapToDouble(rows::indexOf).toArray();
      chart
          .band("test ± 1.96 SE of the examples")
          .whiskered(
              "test",
              at,
              values(tested, r -> Scores.shown(r.scores().test())),
              values(tested, r -> end(r.scores(), -1)),
              values(tested, r -> end(r.scores(), 1)),
              tested.stream()
                  .map(r -> ScoreCharts.pointed(r.scores().test()))
                  .toArray(String[]::new));
    }
  }

  private static void level(LineChart chart, SoupRow row, double[] ends) {
    double value = Scores.shown(row.test());
    chart.plain(row.name() + ", test", ends, new double[] {value, value});
  }

  private static double end(SoupRow row, int sign) {
    Score score = row.test();
    double end = Scores.plain(score) + sign * NORMAL * row.standardError(0);
    return Scores.rounded(ScoreCharts.possible(end, score.metric()), score);
  }

  private static double[] values(List<MergeRow> rows, ToDoubleFunction<MergeRow> value) {
    return rows.stream().mapToDouble(value).toArray();
  }

  /** Returns the options whose values are numbers of which a method tried several. */
  static List<String> axes(MergeGrid grid, List<MergeTrial> trials) {
    return grid.values().keySet().stream()
        .filter(axis -> grid.values().get(axis).stream().allMatch(MergeCharts::isNumber))
        .filter(axis -> methods(trials).stream().anyMatch(m -> best(trials, m, axis).size() > 1))
        .toList();
  }

  private static boolean isNumber(String text) {
    return text.matches("-?[0-9.]+([eE]-?[0-9]+)?");
  }

  private static List<String> methods(List<MergeTrial> trials) {
    return trials.stream().map(MergeTrial::method).distinct().toList();
  }

  /** Returns the best trial of a method at each value of an option. */
  private static Map<Double, MergeTrial> best(List<MergeTrial> trials, String method, String axis) {
    return best(trials, method, axis, score -> score.get(0).value());
  }

  private static Map<Double, MergeTrial> best(
      List<MergeTrial> trials, String method, String axis, ToDoubleFunction<List<Score>> value) {
    Map<Double, MergeTrial> best = new TreeMap<>();
    trials.stream()
        .filter(trial -> trial.method().equals(method) && trial.options().containsKey(axis))
        .filter(trial -> !trial.validation().isEmpty())
        .forEach(
            trial ->
                best.merge(
                    Double.parseDouble(trial.options().get(axis)),
                    trial,
                    (a, b) ->
                        Stream.of(a, b)
                            .max(
                                Comparator.comparingDouble(
                                    t -> value.applyAsDouble(t.validation())))
                            .orElseThrow()));
    return best;
  }

  /**
   * Returns validation by the values of one option: a line a method, at each value the best over
   * its other options.
   */
  static Figure grid(
      String title,
      String yAxis,
      String axis,
      List<MergeTrial> trials,
      ToDoubleFunction<List<Score>> value,
      ToDoubleFunction<List<Score>> shown) {
    LineChart chart =
        new LineChart(
            title + "<br>best over the other options, by " + MergeTables.symbol(axis),
            MergeTables.symbol(axis),
            yAxis);
    for (String method : methods(trials)) {
      Map<Double, MergeTrial> best = best(trials, method, axis, value);
      if (best.size() < 2) {
        continue;
      }
      List<MergeTrial> line = new ArrayList<>(best.values());
      chart.line(
          method,
          best.keySet().stream().mapToDouble(x -> x).toArray(),
          line.stream().mapToDouble(t -> shown.applyAsDouble(t.validation())).toArray(),
          line.stream()
              .map(t -> method + ": " + MergeTables.options(t.options(), MergeGrid.DEFAULTS))
              .toArray(String[]::new));
    }
    return chart.figure();
  }
}
