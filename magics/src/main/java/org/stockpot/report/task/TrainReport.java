package org.stockpot.report.task;

import java.util.List;
import java.util.Locale;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.ResultChart;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.ResultTable;
import org.stockpot.report.parts.ScoreColumns;
import org.stockpot.report.parts.Scores;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.task.TrainResult;
import org.stockpot.task.Training;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** A training as a table and a chart. */
public final class TrainReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<TrainResult> REPORT =
      ResultReport.of(TrainResult.class)
          .table("epochs", "TrainReport.table", TrainReport::table)
          .chart("TrainReport.chart", TrainReport::chart)
          .papers(
              (result, papers) -> {
                papers.addTask(result.task());
                papers.addRecipe(result.job().recipe());
              })
          .withTables(
              result ->
                  result.training().masks().isEmpty()
                      ? List.of()
                      : List.of(
                          ResultTable.of("masks", "MaskReport.table", MaskReport.table(result))))
          .withCharts(
              result ->
                  result.training().masks().isEmpty()
                      ? List.of()
                      : List.of(
                          ResultChart.of(
                              "masks", "MaskReport.chart", () -> MaskReport.chart(result))));

  private TrainReport() {}

  /**
   * Returns one row per epoch: step, training loss, validation loss and metric. The test score of
   * the end, with the standard error of its test set, is in the last row alone.
   *
   * @param result a training
   * @return the table; accuracies in per cent, their standard error in points
   */
  public static Table table(TrainResult result) {
    Score test = result.test();
    Metric metric = test.metric();
    Table table =
        Table.create(
            "Training: " + result.task(),
            Columns.STEP.longs(),
            DoubleColumn.create(MetricColumns.loss("training", metric)),
            DoubleColumn.create(MetricColumns.loss("validation", metric)),
            DoubleColumn.create(MetricColumns.value("validation", metric)),
            DoubleColumn.create(MetricColumns.loss("test", metric)),
            DoubleColumn.create(MetricColumns.value("test", metric)),
            Columns.SE.numbers("test"));
    if (metric != Metric.ACCURACY) {
      table.removeColumns(Columns.SE.heading("test"));
    }
    List<Training.Moment> history = result.training().history();
    for (Training.Moment moment : history) {
      boolean last = moment.step() == result.job().to();
      table.longColumn(0).append(moment.step());
      ScoreColumns.appendLoss(table.doubleColumn(1), moment.loss());
      ScoreColumns.appendLoss(table.doubleColumn(2), moment.validation().loss());
      ScoreColumns.append(table.doubleColumn(3), moment.validation());
      ScoreColumns.appendLoss(table.doubleColumn(4), last ? test.loss() : Double.NaN);
      ScoreColumns.append(table.doubleColumn(5), last ? Scores.plain(test) : Double.NaN, test);
      if (metric == Metric.ACCURACY) {
        ScoreColumns.append(table.doubleColumn(6), last ? test.standardError() : Double.NaN, test);
      }
    }
    if (metric == Metric.NEGATIVE_ERROR) {
      table.removeColumns(
          MetricColumns.loss("validation", metric), MetricColumns.loss("test", metric));
    }
    return table;
  }

  /**
   * Shows the table with a sentence on the outcome.
   *
   * @param result a training
   * @return the display
   */
  public static Display display(TrainResult result) {
    String text =
        String.format(
            Locale.ROOT,
            "Trained %s in %.1f s%s: test %s, validation %s.",
            Numbers.counted(result.job().steps(), "step"),
            result.seconds(),
            result.training().isReused() ? " (reused)" : "",
            Scores.measured(result.test()),
            Scores.measured(result.validation()));
    if (result.job().recipe().flatness().average().isUsed()) {
      text +=
          " It ends in the mean of its weights ("
              + result.job().recipe().flatness().average()
              + "), which the last row is about; rows before are about its weights.";
    }
    return Display.stack(List.of(Tables.display(table(result)), Display.text(text)));
  }

  /**
   * Returns training and validation loss against the step.
   *
   * @param result a training
   * @return the figure
   */
  public static Figure chart(TrainResult result) {
    List<Training.Moment> history = result.training().history();
    double[] steps = history.stream().mapToDouble(m -> (double) m.step()).toArray();
    return new LineChart(
            "Training: "
                + result.task()
                + ", seed "
                + result.job().seed()
                + "<br>mean loss per example by step",
            "step",
            "loss (" + Scores.lossUnit(result.test().metric()) + ")")
        .line("training", steps, history.stream().mapToDouble(Training.Moment::loss).toArray())
        .line(
            "validation", steps, history.stream().mapToDouble(m -> m.validation().loss()).toArray())
        .figure();
  }
}
