package org.stockpot.report.soup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.ErrorColumns;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.RepairWords;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.ScoreCharts;
import org.stockpot.report.parts.Scores;
import org.stockpot.report.parts.TieWords;
import org.stockpot.soup.InterpolationResult;
import org.stockpot.soup.SoupRow;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Interval;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** The line from a pre-trained to a fine-tuned network as a table and a chart. */
public final class InterpolationReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<InterpolationResult> REPORT =
      ResultReport.of(InterpolationResult.class)
          .table("scores", "InterpolationReport.table", InterpolationReport::table)
          .chart("InterpolationReport.chart", InterpolationReport::chart)
          .papers(
              (result, papers) -> {
                papers.add(
                    "wortsman2022robust",
                    "interpolation from a pre-trained to a fine-tuned network");
                RepairWords.cite(result.statistics(), papers);
              });

  private InterpolationReport() {}

  /**
   * Returns one row per position: scores on validation, test and shifted test examples, and the
   * difference to the fine-tuned network on test examples.
   *
   * @param result an interpolation
   * @return the table; accuracies are in per cent, their differences in points
   */
  public static Table table(InterpolationResult result) {
    Table table = SoupTables.rows("Interpolation: " + result.task(), result.rows(), result.shift());
    double[] positions = result.positions().stream().mapToDouble(p -> p).toArray();
    table.removeColumns(0, 1);
    table.insertColumn(0, DoubleColumn.create(Columns.ALPHA.heading(), positions));
    SoupRow end = result.end();
    SoupTables.addDifferences(
        table,
        MetricColumns.of(
            end.test().metric(),
            Columns.MINUS_TUNED,
            Columns.MINUS_TUNED_R2,
            ErrorColumns.BELOW_TUNED),
        Columns.BETTER,
        result.rows(),
        row -> row.equals(end) ? Optional.empty() : Optional.of(row.minus(end, 0)));
    return table;
  }

  /**
   * Shows the table with a sentence on its meaning.
   *
   * @param result an interpolation
   * @return the display
   */
  public static Display display(InterpolationResult result) {
    return Display.stack(List.of(Tables.display(table(result)), Display.text(outcome(result))));
  }

  private static String outcome(InterpolationResult result) {
    String end =
        result.best() == 1
            ? ", which is the fine-tuned network."
            : ". It minus the fine-tuned network: "
                + differences(result)
                + ". A point between the ends can keep what fine-tuning won and lose less elsewhere.";
    return "α = 0 is the pre-trained network, α = 1 the fine-tuned one. Best on validation is α = "
        + Numbers.significant(result.best(), 3)
        + " with test "
        + Scores.text(result.bestRow().test())
        + end
        + TieWords.words(
            result.rows().stream().map(SoupRow::validation).toList(),
            "positions",
            "α = " + Numbers.significant(result.best(), 3))
        + SoupWords.statistics(result.point(), result.statistics());
  }

  private static String differences(InterpolationResult result) {
    List<String> parts = new ArrayList<>();
    for (int set = 0; set <= result.shift().size(); set++) {
      Interval difference = result.bestRow().minus(result.end(), set);
      parts.add(
          (set == 0 ? "" : "on " + result.shift().get(set - 1) + " ")
              + SoupWords.difference(difference, result.end().on(set)));
    }
    String over = Scores.overPairs(result.bestRow().minus(result.end(), 0));
    return String.join("; ", parts) + " (" + over + ")";
  }

  /**
   * Returns the scores against the position.
   *
   * @param result an interpolation
   * @return the figure
   */
  public static Figure chart(InterpolationResult result) {
    Metric metric = result.rows().get(0).test().metric();
    LineChart chart =
        new LineChart(
            "From the pre-trained to the fine-tuned network: "
                + result.task()
                + "<br>"
                + metric.label()
                + " by the position α",
            "α (0: pre-trained, 1: fine-tuned)",
            metric.label() + (metric == Metric.ACCURACY ? " (%)" : ""));
    ScoreCharts.bounded(chart, metric);
    add(chart, result, "validation", SoupRow::validation);
    add(chart, result, "test", SoupRow::test);
    for (int i = 0; i < result.shift().size(); i++) {
      int index = i;
      add(chart, result, "test, " + result.shift().get(i), row -> row.shifted().get(index));
    }
    return chart.figure();
  }

  private interface Scored {
    Score of(SoupRow row);
  }

  private static void add(LineChart chart, InterpolationResult result, String name, Scored scored) {
    chart.line(
        name,
        result.positions().stream().mapToDouble(p -> p).toArray(),
        result.rows().stream().mapToDouble(row -> Scores.shown(scored.of(row))).toArray(),
        result.rows().stream()
            .map(row -> ScoreCharts.pointed(scored.of(row)))
            .toArray(String[]::new));
  }
}
