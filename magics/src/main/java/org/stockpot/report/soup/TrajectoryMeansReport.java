package org.stockpot.report.soup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.merge.trajectory.TrajectoryMeanResult;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.ErrorColumns;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.MergeColumns;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.Papers;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.ScoreCharts;
import org.stockpot.report.parts.Scores;
import org.stockpot.report.parts.TieWords;
import org.stockpot.soup.SoupRow;
import org.stockpot.study.merge.TrajectoryMeansResult;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.task.Statistics;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Averages of the points of one training as a table and a chart. */
public final class TrajectoryMeansReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<TrajectoryMeansResult> REPORT =
      ResultReport.of(TrajectoryMeansResult.class)
          .table("scores", "TrajectoryMeansReport.table", TrajectoryMeansReport::table)
          .chart("TrajectoryMeansReport.chart", TrajectoryMeansReport::chart)
          .papers(TrajectoryMeansReport::addPapers);

  private static final double NORMAL = 1.959964;

  private TrajectoryMeansReport() {}

  private static void addPapers(TrajectoryMeansResult result, Papers papers) {
    result
        .means()
        .forEach(
            mean -> papers.add(mean.averaging().paper(), "averages of the points of one training"));
  }

  /**
   * Returns one row for each average and one for the end of the training: which points it is of,
   * its scores, and its difference to the end on test examples.
   *
   * @param result averages of a training
   * @return the table; accuracies are in per cent, their differences in points
   */
  public static Table table(TrajectoryMeansResult result) {
    List<SoupRow> rows = rows(result);
    Table table =
        SoupTables.rows(
            "Averages along " + result.training() + ": " + result.task(), rows, result.shift());
    List<String> steps =
        new ArrayList<>(result.means().stream().map(TrajectoryMeansReport::steps).toList());
    steps.add("" + result.means().get(0).to());
    table.insertColumn(2, MergeColumns.STEPS.texts(steps.stream()));
    SoupTables.addDifferences(
        table,
        MetricColumns.of(
            result.end().test().metric(),
            MergeColumns.MINUS_END,
            MergeColumns.MINUS_END_R2,
            ErrorColumns.BELOW_END),
        Columns.BETTER,
        rows,
        row ->
            row.equals(result.end()) ? Optional.empty() : Optional.of(row.minus(result.end(), 0)));
    return table;
  }

  private static List<SoupRow> rows(TrajectoryMeansResult result) {
    List<SoupRow> rows = new ArrayList<>(result.rows());
    rows.add(result.end());
    return rows;
  }

  private static String steps(TrajectoryMeanResult mean) {
    long first = mean.weights().firstKey();
    long last = mean.weights().lastKey();
    return first == last ? "" + first : first + "–" + last;
  }

  /**
   * Shows the table with sentences on its meaning.
   *
   * @param result averages of a training
   * @return the display
   */
  public static Display display(TrajectoryMeansResult result) {
    return Display.stack(List.of(Tables.display(table(result)), Display.text(words(result))));
  }

  private static String words(TrajectoryMeansResult result) {
    SoupRow best = result.bestRow();
    boolean endIsBest = Score.BEST_FIRST.compare(result.end().validation(), best.validation()) < 0;
    return "Each is a mean of points that "
        + result.training()
        + " passed through, which was trained once more. "
        + String.join("; ", result.means().stream().map(TrajectoryMeanResult::words).toList())
        + ". On validation the best average is "
        + best.name()
        + (endIsBest ? ", worse than the end of the training" : "")
        + ": test "
        + Scores.measured(best.test())
        + ". It minus the end: "
        + SoupWords.difference(best.minus(result.end(), 0), best.test())
        + " ("
        + Scores.overPairs(best.minus(result.end(), 0))
        + "). Averages lag behind while the loss still falls, and win most where it has stopped at a"
        + " rate that is still high."
        + TieWords.words(
            rows(result).stream().map(SoupRow::validation).toList(), "rows", best.name())
        + statistics(result);
  }

  private static String statistics(TrajectoryMeansResult result) {
    if (!result.best().point().layout().hasStatistics()) {
      return "";
    }
    List<String> averaged = labels(result, Statistics.CARRY);
    List<String> estimated = labels(result, Statistics.RE_ESTIMATE);
    return (averaged.isEmpty()
            ? ""
            : " Running statistics are averaged like the weights by "
                + String.join(", ", averaged)
                + ".")
        + (estimated.isEmpty()
            ? ""
            : " They were re-estimated on training examples by "
                + String.join(", ", estimated)
                + ".")
        + " The end of the training has its own.";
  }

  private static List<String> labels(TrajectoryMeansResult result, Statistics statistics) {
    return result.means().stream()
        .filter(mean -> mean.averaging().statistics() == statistics)
        .map(mean -> mean.averaging().label())
        .toList();
  }

  /**
   * Returns test scores with their errors and validation scores, the end of the training beside
   * them.
   *
   * @param result averages of a training
   * @return the figure
   */
  public static Figure chart(TrajectoryMeansResult result) {
    List<SoupRow> rows = rows(result);
    Metric metric = result.end().test().metric();
    double[] places = IntStream.range(0, rows.size()).asDoubleStream().toArray();
    LineChart chart =
        new LineChart(
                "Averages along " + result.training() + ": " + result.task() + "<br>by way",
                "average",
                ScoreCharts.axis("test and validation", metric))
            .namedX(places, rows.stream().map(SoupRow::name).toArray(String[]::new));
    ScoreCharts.bounded(chart, metric);
    chart
        .band("test ± 1.96 SE of the examples")
        .whiskered(
            "test",
            places,
            values(rows, row -> Scores.shown(row.test())),
            values(rows, row -> end(row, -1)),
            values(rows, row -> end(row, 1)),
            rows.stream().map(r -> ScoreCharts.pointed(r.test())).toArray(String[]::new));
    chart.points(
        "validation",
        places,
        values(rows, row -> Scores.shown(row.validation())),
        rows.stream().map(r -> ScoreCharts.pointed(r.validation())).toArray(String[]::new));
    return chart.figure();
  }

  private static double end(SoupRow row, int sign) {
    Score score = row.test();
    double end = Scores.plain(score) + sign * NORMAL * row.standardError(0);
    return Scores.rounded(ScoreCharts.possible(end, score.metric()), score);
  }

  private static double[] values(List<SoupRow> rows, ToDoubleFunction<SoupRow> value) {
    return rows.stream().mapToDouble(value).toArray();
  }
}
