package org.stockpot.report.study;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.ErrorColumns;
import org.stockpot.report.parts.Intervals;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.ScoreCharts;
import org.stockpot.report.parts.ScoreColumns;
import org.stockpot.report.parts.Scores;
import org.stockpot.study.Comparison;
import org.stockpot.study.RetrainTimes;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Interval;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Ways of retraining at each length of it, as a table, a chart and a sentence. */
public final class RetrainReport {

  private static final double PERCENT = 100;

  private RetrainReport() {}

  /**
   * Returns one row per length of retraining and way: what came out, and how far it lies above the
   * first way at that length, inside the same seeds.
   *
   * @param comparison a comparison of pruning runs of several lengths of retraining
   * @return the table; accuracies in per cent, their differences in points
   */
  public static Table table(Comparison comparison) {
    return table(comparison, RetrainTimes.of(comparison));
  }

  private static Table table(Comparison comparison, List<RetrainTimes.Row> rows) {
    Score like = comparison.like();
    Metric metric = like.metric();
    String first = rows.get(0).method();
    DoubleColumn values = DoubleColumn.create(MetricColumns.value("test", metric));
    Table table =
        Table.create(
            "Retraining times: " + comparison.task(),
            Columns.SETTING.texts("retrain"),
            Columns.VARIANT.texts(),
            Columns.KEPT.numbers(),
            Columns.STEPS.longs(),
            LongColumn.create(Columns.STEPS_FROM.heading("start")),
            values);
    Intervals means = new Intervals("test " + metric.label(), metric).besides(table);
    DoubleColumn differences =
        MetricColumns.of(
                metric, Columns.MINUS_FIRST, Columns.MINUS_FIRST_R2, ErrorColumns.BELOW_FIRST)
            .numbers(first);
    table.addColumns(differences);
    Intervals contrasts = new Intervals("difference", metric, Columns.PAIRS).besides(table);
    StringColumn pairing = Columns.PAIRING.texts();
    StringColumn better = Columns.BETTER_THAN.texts(first);
    table.addColumns(pairing, better);
    means.over(table);
    for (RetrainTimes.Row row : rows) {
      appendPlace(table, row);
      ScoreColumns.append(values, Scores.valueOf(row.error().mean(), like), like);
      means.append(row.error(), like);
      appendContrast(row, like, differences, contrasts);
      pairing.append(row.contrast().map(ComparisonWords::pairing).orElse(""));
      better.append(row.contrast().map(c -> c.better().toString()).orElse(""));
    }
    return table;
  }

  private static void appendPlace(Table table, RetrainTimes.Row row) {
    table.stringColumn(0).append(row.retrain());
    table.stringColumn(1).append(row.method());
    table.doubleColumn(2).append(PERCENT * row.network().density());
    table.longColumn(3).append(row.network().steps());
    table.longColumn(4).append(row.network().stepsFromInit());
  }

  private static void appendContrast(
      RetrainTimes.Row row, Score like, DoubleColumn differences, Intervals contrasts) {
    if (row.contrast().isEmpty()) {
      differences.appendMissing();
      contrasts.appendMissing();
      return;
    }
    Interval above = row.contrast().get().difference();
    ScoreColumns.append(differences, -above.mean(), like);
    contrasts.append(above, like);
  }

  /**
   * Returns the test metric against the steps of a retraining, a line with its band per way.
   *
   * @param comparison a comparison of pruning runs of several lengths of retraining
   * @return the figure
   */
  public static Figure chart(Comparison comparison) {
    List<RetrainTimes.Row> rows = RetrainTimes.of(comparison);
    Score like = comparison.like();
    LineChart chart =
        new LineChart(
            "Retraining times: " + comparison.task() + "<br>last round of each run",
            "steps of a retraining",
            ScoreCharts.axis("test", like.metric()));
    ScoreCharts.bounded(chart, like.metric());
    Set<String> methods = new LinkedHashSet<>();
    rows.forEach(row -> methods.add(row.method()));
    for (String method : methods) {
      List<RetrainTimes.Row> own = rows.stream().filter(r -> r.method().equals(method)).toList();
      List<Interval> errors = own.stream().map(RetrainTimes.Row::error).toList();
      double[] steps = own.stream().mapToDouble(r -> r.network().steps()).toArray();
      ScoreCharts.values(chart, method, steps, errors, like);
    }
    return chart.figure();
  }

  /** Shows the table and says what is equal where retraining times are. */
  static Display display(Comparison comparison) {
    List<RetrainTimes.Row> rows = RetrainTimes.of(comparison);
    boolean differ =
        rows.stream()
                .map(row -> row.network().stepsFromInit() - row.network().steps())
                .distinct()
                .count()
            > 1;
    String words =
        "Retraining times: rows of one length had equal steps after pruning (Renda et al., §4)."
            + (differ
                ? " Those whose weights went back have had the schedule once, the others the retraining more:"
                    + " see the column of steps from the start."
                : "");
    return Display.stack(List.of(Tables.display(table(comparison, rows)), Display.text(words)));
  }
}
