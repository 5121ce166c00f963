package org.stockpot.report.soup;

import java.util.List;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.ScoreCharts;
import org.stockpot.report.parts.Scores;
import org.stockpot.soup.SoupComparison;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.SoupRow;
import org.stockpot.soup.Trial;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Estimate;
import tech.tablesaw.plotly.components.Figure;

/** The charts of soups. */
final class SoupCharts {

  private static final int MOST_LINES = 6;

  private SoupCharts() {}

  static Figure waterfall(SoupResult result) {
    return new Waterfall(result).figure();
  }

  static Figure gate(SoupResult result) {
    Metric metric = result.row().test().metric();
    LineChart chart =
        new LineChart(
            "Refused at the gate of the "
                + SoupTables.name(result)
                + " soup: "
                + result.task()
                + "<br>paths to the ingredients by the position α",
            "α (0: the soup at that time, 1: the ingredient)",
            ScoreCharts.errorAxis("validation", metric));
    ScoreCharts.boundedErrors(chart, metric);
    List<Trial> refused = SoupWords.refused(result);
    for (Trial trial : refused.subList(0, Math.min(MOST_LINES, refused.size()))) {
      List<Score> scores = trial.gate().orElseThrow().scores();
      List<Double> positions = trial.gate().orElseThrow().positions();
      chart.line(
          trial.ingredient() + ", " + SoupWords.height(trial, result),
          positions.stream().mapToDouble(p -> p).toArray(),
          scores.stream().mapToDouble(s -> Scores.rounded(s.error(), s)).toArray(),
          ScoreCharts.pointed(scores));
    }
    return chart.figure();
  }

  static Figure shifted(SoupComparison comparison) {
    SoupResult first = comparison.soups().get(0);
    Metric metric = first.row().test().metric();
    LineChart chart =
        new LineChart(
            "At home and elsewhere: " + comparison.task() + "<br>one dot for each network or soup",
            ScoreCharts.axis("test", metric),
            ScoreCharts.axis("mean shifted test", metric));
    ScoreCharts.bounded(chart, metric);
    if (metric == Metric.ACCURACY) {
      chart.percentX();
    }
    add(chart, "ingredients", first.ingredients());
    for (SoupResult soup : comparison.soups()) {
      add(chart, soup.row().name(), List.of(soup.row()));
    }
    first.baselines().stream()
        .filter(row -> row.missing().isEmpty())
        .forEach(row -> add(chart, row.name(), List.of(row)));
    return chart.figure();
  }

  private static void add(LineChart chart, String name, List<SoupRow> rows) {
    double[] xs = rows.stream().mapToDouble(r -> Scores.shown(r.test())).toArray();
    double[] ys = rows.stream().mapToDouble(SoupCharts::meanShifted).toArray();
    if (rows.size() > 1) {
      chart.labelled(name, xs, ys, rows.stream().map(SoupRow::name).toArray(String[]::new));
    } else {
      // The legend names what stands alone; names of near ones would cover one another.
      chart.points(
          name, xs, ys, rows.get(0).name() + ": " + ScoreCharts.pointed(rows.get(0).test()));
    }
  }

  private static double meanShifted(SoupRow row) {
    double mean = Estimate.mean(row.shifted().stream().mapToDouble(Score::value));
    return Scores.rounded(mean, row.test());
  }
}
