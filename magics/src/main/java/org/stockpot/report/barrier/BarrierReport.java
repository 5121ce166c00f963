package org.stockpot.report.barrier;

import java.util.List;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.PairResult;
import org.stockpot.barrier.PathScores;
import org.stockpot.barrier.Quantity;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.Intervals;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.Papers;
import org.stockpot.report.parts.PathWords;
import org.stockpot.report.parts.RepairWords;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.ScoreCharts;
import org.stockpot.report.parts.ScoreColumns;
import org.stockpot.report.parts.Scores;
import org.stockpot.task.Baseline;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Interval;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Barriers as tables and a chart. */
public final class BarrierReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<BarrierResult> REPORT =
      ResultReport.of(BarrierResult.class)
          .table("pairs", "BarrierReport.table", BarrierReport::table)
          .table("samples", "BarrierReport.samples", BarrierReport::samples)
          .table("minima", "TopologyReport.table", TopologyReport::table)
          .chart("BarrierReport.chart", BarrierReport::chart)
          .papers(BarrierReport::addPapers);

  /**
   * Cites the papers of barriers.
   *
   * @param result barriers
   * @param papers what is cited
   */
  public static void addPapers(BarrierResult result, Papers papers) {
    if (result.options().baseline() == Baseline.MEAN) {
      papers.add("frankle2020linear", "error barrier above the mean of the ends");
    } else {
      papers.add("entezari2022role", "error barrier above the chord between the ends");
      papers.add("paul2023unmasking", "error barrier above the chord between the ends");
    }
    result.options().recalibrate().forEach(kind -> RepairWords.cite(kind, papers));
    if (result.pairs().size() > 1
        && result.height(result.pairs()).over() == Interval.Over.NETWORKS) {
      papers.add("efron1981jackknife", "intervals over pairs that share networks");
    }
  }

  private static final int MOST_LINES = 6;

  private BarrierReport() {}

  /**
   * Returns one row per pair and treatment of statistics: the barrier of test error by both
   * baselines, the chosen one first and with the 95 % interval of its test set, where it peaks and
   * whether that is a ridge, those of training error and test loss, and whether the pair is
   * connected.
   *
   * @param result barriers
   * @return the table; errors are in points
   */
  public static Table table(BarrierResult result) {
    BarrierOptions options = result.options();
    Baseline chosen = options.baseline();
    Baseline other = other(chosen);
    Metric metric = metric(result);
    Table table =
        Table.create(
            "Barriers of the " + Scores.errorName(metric) + ": " + result.task(),
            Columns.PAIR.texts(),
            Columns.STATISTICS.texts(),
            Columns.DISTANCE.numbers(),
            DoubleColumn.create(MetricColumns.barrier("test", metric, chosen)));
    Intervals intervals = new Intervals("barrier", metric).besides(table);
    table.addColumns(
        DoubleColumn.create(MetricColumns.barrier("test", metric, other)),
        Columns.PEAK.numbers(),
        Columns.PATH.texts(),
        DoubleColumn.create(MetricColumns.barrier("training", metric, chosen)),
        DoubleColumn.create(MetricColumns.lossBarrier("test", metric, chosen)),
        Columns.CONNECTED.texts(Scores.bound(options.stable(), metric)));
    intervals.over(table);
    for (PairResult pair : result.pairs()) {
      pair.paths().forEach(path -> append(table, intervals, result, pair, path));
    }
    return table;
  }

  private static Baseline other(Baseline chosen) {
    return chosen == Baseline.CHORD ? Baseline.MEAN : Baseline.CHORD;
  }

  private static void append(
      Table table, Intervals intervals, BarrierResult result, PairResult pair, PathScores path) {
    Baseline chosen = result.options().baseline();
    Interval height = result.height(pair, path);
    Score like = path.test().get(0);
    table.stringColumn(0).append(pair.pair().name());
    table.stringColumn(1).append(path.statistics().label());
    table.doubleColumn(2).append(pair.length());
    ScoreColumns.append(table.doubleColumn(3), height.mean(), like);
    intervals.append(height, like);
    double above = path.height(Quantity.TEST_ERROR, other(chosen));
    ScoreColumns.append(table.doubleColumn(6), above, like);
    boolean ridge = path.hasRidge(Quantity.TEST_ERROR);
    double peak = path.peak(Quantity.TEST_ERROR, chosen);
    table.doubleColumn(7).append(ridge ? peak : Double.NaN);
    table.stringColumn(8).append(PathWords.of(path));
    appendTraining(table.doubleColumn(9), path, chosen);
    table.doubleColumn(10).append(path.height(Quantity.TEST_LOSS, chosen));
    double stable = result.options().stable().share();
    table.stringColumn(11).append(height.atMost(stable).toString());
  }

  /**
   * Appends the barrier of the training error; nothing where it was not measured.
   *
   * @param column modified
   * @param path a measured path
   * @param baseline what the barrier is measured above
   */
  public static void appendTraining(DoubleColumn column, PathScores path, Baseline baseline) {
    if (path.training().isEmpty()) {
      column.appendMissing();
    } else {
      double height = path.height(Quantity.TRAINING_ERROR, baseline);
      ScoreColumns.append(column, height, path.training().get(0));
    }
  }

  static Metric metric(BarrierResult result) {
    return result.pairs().get(0).path().test().get(0).metric();
  }

  /**
   * Returns one row per pair, treatment of statistics and position.
   *
   * @param result barriers
   * @return the table
   */
  public static Table samples(BarrierResult result) {
    Metric metric = metric(result);
    Table table =
        Table.create(
            "Samples along the lines: " + result.task(),
            Columns.PAIR.texts(),
            Columns.STATISTICS.texts(),
            Columns.ALPHA.numbers(),
            DoubleColumn.create(MetricColumns.error("test", metric)),
            DoubleColumn.create(MetricColumns.loss("test", metric)),
            DoubleColumn.create(MetricColumns.error("training", metric)),
            DoubleColumn.create(MetricColumns.loss("training", metric)));
    for (PairResult pair : result.pairs()) {
      for (PathScores path : pair.paths()) {
        for (int i = 0; i < path.positions().size(); i++) {
          table.stringColumn(0).append(pair.pair().name());
          table.stringColumn(1).append(path.statistics().label());
          table.doubleColumn(2).append(path.positions().get(i));
          append(table, 3, path.test(), i);
          append(table, 5, path.training(), i);
        }
      }
    }
    return table;
  }

  static void append(Table table, int column, List<Score> scores, int i) {
    if (scores.isEmpty()) {
      table.doubleColumn(column).appendMissing();
      table.doubleColumn(column + 1).appendMissing();
      return;
    }
    Score score = scores.get(i);
    ScoreColumns.append(table.doubleColumn(column), score.error(), score);
    table.doubleColumn(column + 1).append(score.loss());
  }

  /**
   * Shows the table with a sentence for those who have never seen a barrier.
   *
   * @param result barriers
   * @return the display
   */
  public static Display display(BarrierResult result) {
    return Display.stack(
        List.of(Tables.display(table(result)), Display.text(BarrierWords.of(result))));
  }

  /**
   * Returns test and training error against the position on the line.
   *
   * @param result barriers
   * @return the figure
   */
  public static Figure chart(BarrierResult result) {
    List<PairResult> pairs = result.pairs();
    boolean alone = pairs.size() == 1;
    Metric metric = metric(result);
    int shown = Math.min(MOST_LINES, pairs.size());
    LineChart chart =
        new LineChart(
            "Straight path"
                + (alone
                    ? " " + pairs.get(0).pair().name()
                    : "s between " + pairs.size() + " pairs")
                + ": "
                + result.task()
                + "<br>"
                + Scores.errorName(metric)
                + " by the position α"
                + (shown < pairs.size() ? ", the first " + shown + " pairs" : ""),
            "α (0: first network, 1: second)",
            ScoreCharts.errorAxis(metric));
    ScoreCharts.boundedErrors(chart, metric);
    for (PairResult pair : pairs.subList(0, shown)) {
      pair.paths().forEach(path -> add(chart, pair, path, alone));
    }
    return chart.figure();
  }

  private static void add(LineChart chart, PairResult pair, PathScores path, boolean alone) {
    String name = alone ? "" : pair.pair().name() + ", ";
    String suffix = pair.paths().size() > 1 ? ", " + path.statistics().label() : "";
    double[] positions = positions(path);
    chart.line(
        name + "test" + suffix,
        positions,
        percent(path, Quantity.TEST_ERROR),
        ScoreCharts.pointed(path.test()));
    if (!path.training().isEmpty() && alone) {
      chart.line(
          "training" + suffix,
          positions,
          percent(path, Quantity.TRAINING_ERROR),
          ScoreCharts.pointed(path.training()));
    }
  }

  /**
   * Returns where a path was measured.
   *
   * @param path a measured path
   * @return positions from 0 to 1
   */
  public static double[] positions(PathScores path) {
    return path.positions().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * Returns errors along a path.
   *
   * @param path a measured path
   * @param quantity test or training error
   * @return errors as charts show them
   */
  public static double[] percent(PathScores path, Quantity quantity) {
    List<Score> scores = quantity == Quantity.TEST_ERROR ? path.test() : path.training();
    return scores.stream().mapToDouble(s -> Scores.rounded(s.error(), s)).toArray();
  }
}
