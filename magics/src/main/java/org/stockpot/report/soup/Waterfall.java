package org.stockpot.report.soup;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.ScoreCharts;
import org.stockpot.report.parts.Scores;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.SoupRow;
import org.stockpot.soup.Trial;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import tech.tablesaw.plotly.components.Figure;

/** The ledger of a soup as a chart: its validation score from trial to trial, a bar a trial. */
final class Waterfall {

  private final SoupResult result;
  private final Metric metric;
  private final double[] places;
  private final String[] names;
  private final double[] level;
  private final Bars taken = new Bars();
  private final Bars left = new Bars();
  private final Bars refused = new Bars();
  private final Bars excluded = new Bars();

  Waterfall(SoupResult result) {
    this.result = result;
    metric = result.row().test().metric();
    int n = result.ledger().size();
    places = new double[n + 1];
    names = new String[n + 1];
    level = new double[n + 1];
    SoupRow best = result.ingredients().get(0);
    names[0] = "best: " + best.name();
    level[0] = Scores.shown(best.validation());
    for (int i = 0; i < n; i++) {
      add(i + 1, result.ledger().get(i));
    }
  }

  private void add(int place, Trial trial) {
    Score score = trial.validation();
    places[place] = place;
    names[place] = SoupTables.move(trial);
    double after = Scores.shown(score);
    double error = score.metric().turned(score.value() - trial.difference());
    double before = Scores.rounded(Scores.valueOf(error, score), score);
    switch (trial.decision()) {
      case TAKEN -> taken.add(place, before, after, "");
      case LEFT -> left.add(place, before, after, "");
      case EXCLUDED -> excluded.add(place, before, after, trial.reason());
      case REFUSED -> refused.add(place, before, after, SoupWords.height(trial, result));
    }
    level[place] = trial.taken() ? after : before;
  }

  Figure figure() {
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
    excluded.mark(chart, "below the floor");
    ScoreCharts.bounded(chart, metric);
    double[] ends = {0, places.length - 1.0};
    return chart.plain("best single", ends, new double[] {level[0], level[0]}).figure();
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
}
