package org.stockpot.report.soup;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.merge.MergeMethod;
import org.stockpot.report.parts.Papers;
import org.stockpot.report.parts.RepairWords;
import org.stockpot.report.parts.ResultChart;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.ResultTable;
import org.stockpot.report.parts.ScoreCharts;
import org.stockpot.report.parts.Scores;
import org.stockpot.study.merge.MergeResult;
import org.stockpot.task.Metric;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Merges of the same networks as tables and charts. */
public final class MergeReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<MergeResult> REPORT =
      ResultReport.of(MergeResult.class)
          .withTables(MergeReport::tables)
          .withCharts(MergeReport::charts)
          .papers(MergeReport::addPapers);

  private static final String SOUPS = ResultTable.RESULT + ".soups().orElseThrow()";

  private MergeReport() {}

  private static List<ResultTable> tables(MergeResult result) {
    List<ResultTable> tables = new ArrayList<>();
    tables.add(ResultTable.of("methods", "MergeReport.table", table(result)));
    tables.add(ResultTable.of("grid", "MergeReport.grid", grid(result)));
    result.soups().ifPresent(soups -> tables.addAll(SoupViews.ledgers(soups, SOUPS)));
    return tables;
  }

  private static List<ResultChart> charts(MergeResult result) {
    List<ResultChart> charts = new ArrayList<>();
    if (result.rows().stream().anyMatch(row -> row.point().isPresent())) {
      charts.add(ResultChart.of(ResultChart.CHART, "MergeReport.chart", () -> chart(result)));
    }
    for (String axis : axes(result)) {
      charts.add(
          new ResultChart(
              "grid-" + axis,
              "MergeReport.grid(" + ResultChart.RESULT + ", \"" + axis + "\")",
              () -> grid(result, axis)));
    }
    result.soups().ifPresent(soups -> charts.addAll(SoupViews.ofEach(soups, SOUPS)));
    return charts;
  }

  private static void addPapers(MergeResult result, Papers papers) {
    result.names().recipes().forEach(recipe -> papers.add(recipe.paper(), recipe.used()));
    result.names().methods().forEach(method -> addPaper(method, papers));
    RepairWords.cite(result.options().recalibrate(), papers);
    if (MergeTables.isSparse(result)) {
      papers.add("zimmer2024sparse", "soups of sparse networks");
    }
  }

  static void addPaper(MergeMethod method, Papers papers) {
    papers.add(method.paper(), "merging by " + method.name());
  }

  /**
   * Returns one row per method and recipe with what validation chose of it, and one per baseline:
   * scores on validation, test and shifted test examples, the difference to the best single
   * network, paired by example, and what it took. The row that validation chose is marked.
   *
   * @param result merges
   * @return the table; accuracies are in per cent, differences and standard errors in points
   */
  public static Table table(MergeResult result) {
    return MergeTables.comparison(result);
  }

  /**
   * Returns one row per setting that was tried, in order, with its validation score.
   *
   * @param result merges
   * @return the table; accuracies are in per cent
   */
  public static Table grid(MergeResult result) {
    return MergeTables.grid(
        result.task(), result.grid(), result.trials(), List.of(""), metric(result));
  }

  private static Metric metric(MergeResult result) {
    return result.rows().get(0).scores().test().metric();
  }

  /**
   * Shows merges: their scores beside the baselines, what they mean, and all that was tried.
   *
   * @param result merges
   * @return the display
   */
  public static Display display(MergeResult result) {
    List<Display> parts = new ArrayList<>();
    parts.add(Tables.display(table(result)));
    MergeWords.all(result).forEach(words -> parts.add(Display.text(words)));
    parts.add(Tables.display(grid(result)));
    result
        .soups()
        .ifPresent(
            all -> all.soups().forEach(soup -> parts.add(Tables.display(SoupReport.ledger(soup)))));
    return Display.stack(parts);
  }

  /**
   * Returns validation and test scores by method, with the baselines' test scores as levels.
   *
   * @param result merges, at least one of which was measured
   * @return the figure
   */
  public static Figure chart(MergeResult result) {
    return MergeCharts.comparison(result);
  }

  /**
   * Returns the options whose values are numbers of which a method tried several.
   *
   * @param result merges
   * @return their names, for {@link #grid(MergeResult, String)}
   */
  public static List<String> axes(MergeResult result) {
    return MergeCharts.axes(result.grid(), result.trials());
  }

  /**
   * Returns validation scores by the values of one option: a line a method, at each value the best
   * over its other options.
   *
   * @param result merges
   * @param axis one of {@link #axes}
   * @return the figure
   */
  public static Figure grid(MergeResult result, String axis) {
    return MergeCharts.grid(
        "What validation chose from: " + result.task(),
        ScoreCharts.axis("validation", metric(result)),
        axis,
        result.trials(),
        scores -> scores.get(0).value(),
        scores -> Scores.shown(scores.get(0)));
  }
}
