package org.stockpot.report.soup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.ErrorColumns;
import org.stockpot.report.parts.HeatMap;
import org.stockpot.report.parts.MergeColumns;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.Papers;
import org.stockpot.report.parts.RepairWords;
import org.stockpot.report.parts.ResultChart;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.ResultTable;
import org.stockpot.report.parts.ScoreColumns;
import org.stockpot.report.parts.Scores;
import org.stockpot.soup.SoupRow;
import org.stockpot.study.merge.MultiTaskResult;
import org.stockpot.study.merge.MultiTaskRow;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.text.Decimals;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;
import tech.tablesaw.plotly.components.Figure;

/** Merges of experts between tasks as tables and charts. */
public final class MultiTaskReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<MultiTaskResult> REPORT =
      ResultReport.of(MultiTaskResult.class)
          .table("methods", "MultiTaskReport.table", MultiTaskReport::table)
          .table("grid", "MultiTaskReport.grid", MultiTaskReport::grid)
          .withCharts(MultiTaskReport::charts)
          .papers(MultiTaskReport::addPapers);

  private MultiTaskReport() {}

  private static List<ResultChart> charts(MultiTaskResult result) {
    List<ResultChart> charts = new ArrayList<>();
    if (result.rows().stream().anyMatch(row -> row.point().isPresent())) {
      charts.add(ResultChart.of(ResultChart.CHART, "MultiTaskReport.chart", () -> chart(result)));
    }
    for (String axis : axes(result)) {
      charts.add(
          new ResultChart(
              "grid-" + axis,
              "MultiTaskReport.grid(" + ResultTable.RESULT + ", \"" + axis + "\")",
              () -> grid(result, axis)));
    }
    return charts;
  }

  private static void addPapers(MultiTaskResult result, Papers papers) {
    papers.add("ilharco2023editing", "means over tasks, normalised by the experts");
    result.names().methods().forEach(method -> MergeReport.addPaper(method, papers));
    RepairWords.cite(result.options().recalibrate(), papers);
  }

  private static Metric metric(MultiTaskResult result) {
    return result.rows().get(0).scores().get(0).test().metric();
  }

  /** Returns methods, experts and base, in this order. */
  private static List<MultiTaskRow> all(MultiTaskResult result) {
    return Stream.concat(result.rows().stream(), result.experts().stream()).toList();
  }

  /**
   * Returns one row per method with what validation chose of it, one per expert and one for the
   * base: scores on each task, their mean, and their mean normalised by the experts' own. The row
   * that validation chose is marked.
   *
   * @param result merges between tasks
   * @return the table; accuracies are in per cent, standard errors in points
   */
  public static Table table(MultiTaskResult result) {
    List<MultiTaskRow> rows = all(result);
    StringColumn options = MergeColumns.OPTIONS.texts();
    BooleanColumn chosen = MergeColumns.CHOSEN.facts();
    boolean any = result.rows().stream().anyMatch(row -> row.point().isPresent());
    for (MultiTaskRow row : rows) {
      options.append(MergeTables.options(row.options(), result.grid()));
      if (result.rows().contains(row)) {
        chosen.append(any && row.equals(result.best()));
      } else {
        chosen.appendMissing();
      }
    }
    Table table =
        Table.create(
            "Merges between tasks: " + String.join(", ", result.tasks()),
            MergeColumns.METHOD.texts(rows.stream().map(row -> MultiTaskWords.name(result, row))),
            options,
            normalised(result, "validation", SoupRow::validation),
            chosen,
            normalised(result, "test", SoupRow::test));
    addMeans(table, rows, metric(result));
    for (int t = 0; t < result.tasks().size(); t++) {
      addTask(table, rows, t, result.tasks().get(t), metric(result));
    }
    MergeTables.addCosts(
        table,
        result.rows().stream().map(MultiTaskRow::tried).toList(),
        result.rows().stream().map(MultiTaskRow::cost).toList(),
        result.experts().size());
    addTexts(table, rows);
    return table;
  }

  private static DoubleColumn normalised(
      MultiTaskResult result, String examples, Function<SoupRow, Score> part) {
    DoubleColumn column = MergeColumns.NORMALISED.numbers(examples);
    for (MultiTaskRow row : all(result)) {
      OptionalDouble mean = result.normalised(row, part);
      if (mean.isPresent() && Double.isFinite(mean.getAsDouble())) {
        column.append(100 * mean.getAsDouble());
      } else {
        column.appendMissing();
      }
    }
    column.setPrintFormatter(new NumberColumnFormatter(Decimals.fixed(1)));
    return column;
  }

  private static void addMeans(Table table, List<MultiTaskRow> rows, Metric metric) {
    table.addColumns(
        ScoreColumns.column(
            MetricColumns.of(metric, MergeColumns.MEAN, MergeColumns.MEAN_R2, ErrorColumns.MEAN)
                .heading("test"),
            rows,
            row ->
                Scores.valueOf(metric.turned(row.mean(SoupRow::test)), row.scores().get(0).test()),
            row -> row.scores().get(0).test()));
    if (metric == Metric.ACCURACY) {
      table.addColumns(
          ScoreColumns.column(
              MergeColumns.MEAN_SE.heading(),
              rows,
              MultiTaskRow::meanStandardError,
              row -> row.scores().get(0).test()));
    }
  }

  private static void addTask(
      Table table, List<MultiTaskRow> rows, int place, String task, Metric metric) {
    String test = task + " test";
    table.addColumns(
        ScoreColumns.column(
            MetricColumns.value(test, metric), rows, row -> row.scores().get(place).test()));
    if (metric == Metric.ACCURACY) {
      table.addColumns(
          ScoreColumns.column(
              Columns.SE.heading(test),
              rows,
              row -> row.scores().get(place).standardError(0),
              row -> row.scores().get(place).test()));
    }
  }

  private static void addTexts(Table table, List<MultiTaskRow> rows) {
    if (rows.stream().anyMatch(row -> row.mask().pruned() > 0)) {
      table.addColumns(
          MergeColumns.MASKS.texts(
              rows.stream()
                  .map(row -> row.tried() == 0 ? "" : MergeTables.masks(row.masks(), row.mask()))));
    }
    if (rows.stream().anyMatch(row -> !row.notes().isEmpty())) {
      table.addColumns(
          MergeColumns.NOTES.texts(rows.stream().map(row -> String.join("; ", row.notes()))));
    }
    if (rows.stream().anyMatch(row -> !row.isTested())) {
      table.addColumns(
          Columns.WHY_EMPTY.texts(rows.stream().map(row -> row.scores().get(0).missing())));
    }
  }

  /**
   * Returns one row per setting that was tried, in order, with its validation scores on each task.
   *
   * @param result merges between tasks
   * @return the table; accuracies are in per cent
   */
  public static Table grid(MultiTaskResult result) {
    String tasks = String.join(", ", result.tasks());
    return MergeTables.grid(tasks, result.grid(), result.trials(), result.tasks(), metric(result));
  }

  /**
   * Shows merges between tasks: their scores beside experts and base, what they mean, and all that
   * was tried.
   *
   * @param result merges between tasks
   * @return the display
   */
  public static Display display(MultiTaskResult result) {
    List<Display> parts = new ArrayList<>();
    parts.add(Tables.display(table(result)));
    MultiTaskWords.all(result).forEach(words -> parts.add(Display.text(words)));
    parts.add(Tables.display(grid(result)));
    return Display.stack(parts);
  }

  /**
   * Returns test scores by method and task, with the experts and the base.
   *
   * @param result merges between tasks
   * @return the figure; rows that were not measured on test examples are empty
   */
  public static Figure chart(MultiTaskResult result) {
    List<MultiTaskRow> rows = new ArrayList<>(all(result));
    Collections.reverse(rows);
    boolean percent = metric(result) == Metric.ACCURACY;
    return HeatMap.of(
            "Merges between tasks", "test " + metric(result).label() + (percent ? ", %" : ""))
        .across("task", result.tasks())
        .along("method", rows.stream().map(row -> MultiTaskWords.name(result, row)).toList())
        .figure((row, column) -> Scores.shown(rows.get(row).scores().get(column).test()));
  }

  /**
   * Returns the options whose values are numbers of which a method tried several.
   *
   * @param result merges between tasks
   * @return their names, for {@link #grid(MultiTaskResult, String)}
   */
  public static List<String> axes(MultiTaskResult result) {
    return MergeCharts.axes(result.grid(), result.trials());
  }

  /**
   * Returns normalised means on validation examples by the values of one option: a line a method,
   * at each value the best over its other options.
   *
   * @param result merges between tasks
   * @param axis one of {@link #axes}
   * @return the figure
   */
  public static Figure grid(MultiTaskResult result, String axis) {
    List<Score> own = result.own(SoupRow::validation);
    return MergeCharts.grid(
        "What validation chose from: " + String.join(", ", result.tasks()),
        "normalised mean on validation (% of the experts)",
        axis,
        result.trials(),
        scores -> MultiTaskResult.normalised(scores, own).orElse(0),
        scores -> 100 * MultiTaskResult.normalised(scores, own).orElse(0));
  }
}
