package org.stockpot.report.soup;

import java.util.ArrayList;
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
import tech.tablesaw.plotly.components.Figure;

/** The charts of soups. */
final class SoupCharts {

  private static final int MOST_LINES = 6;

  private SoupCharts() {}

  static Figure waterfall(SoupResult result) {
    Metric metric = result.row().test().metric();
    List<Trial> ledger = result.ledger();
    int n = ledger.size();
    double[] places = new double[n + 1];
    String[] names = new String[n + 1];
    double[] level = new double[n + 1];
    Bars taken = new Bars();
    Bars left = new Bars();
    Bars refused = new Bars();
    SoupRow best = result.ingredients().get(0);
    names[0] = "best: " + best.name();
    level[0] = Scores.shown(best.validation());
    for (int i = 0; i < n; i++) {
      Trial trial = ledger.get(i);
      Score score = trial.validation();
      places[i + 1] = i + 1;
      names[i + 1] = SoupTables.move(trial);
      double after = Scores.shown(score);
      double before = Scores.rounded(score.value() - trial.difference(), score);
      switch (trial.decision()) {
        case TAKEN -> taken.add(i + 1, before, after, "");
        case LEFT -> left.add(i + 1, before, after, "");
        case REFUSED -> refused.add(i + 1, before, after, SoupWords.height(trial, result));
      }
      level[i + 1] = trial.taken() ? after : before;
    }
    LineChart chart =
        new LineChart(
                SoupTables.name(result)
                    + " soup from trial to trial: "
                    + result.task()
                    + "<br>validation "
                    + metric.label()
                    + " by trial",
                "trial (+ put in, − taken out)",
                ScoreCharts.axis("validation", metric))
            .namedX(places, names)
            .steps("the soup so far", places, level);
    taken.draw(chart, "taken", true);
    left.draw(chart, "left out: the candidate's score", false);
    refused.mark(chart, "refused at the gate");
    ScoreCharts.bounded(chart, metric);
    return chart
        .plain("best single", new double[] {0, n}, new double[] {level[0], level[0]})
        .figure();
  }

  /** Heights of bars, with what a pointer is told. */
  private static final class Bars {
    private final List<double[]> bars = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    void add(double place, double from, double to, String text) {
      bars.add(new double[] {place, from, to});
      texts.add(text);
    }

    void draw(LineChart chart, String name, boolean solid) {
      if (!bars.isEmpty()) {
        chart.bars(name, column(0), column(1), column(2), solid);
      }
    }

    void mark(LineChart chart, String name) {
      if (!bars.isEmpty()) {
        chart.points(name, column(0), column(1), texts.toArray(String[]::new));
      }
    }

    private double[] column(int index) {
      return bars.stream().mapToDouble(bar -> bar[index]).toArray();
    }
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
    double mean = row.shifted().stream().mapToDouble(Score::value).average().orElse(Double.NaN);
    return Scores.rounded(mean, row.test());
  }
}
