package org.stockpot.report.barrier;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.stockpot.barrier.CurveResult;
import org.stockpot.barrier.CurveRun;
import org.stockpot.barrier.PathScores;
import org.stockpot.barrier.PathSummary;
import org.stockpot.barrier.Quantity;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.Intervals;
import org.stockpot.report.parts.LandscapeColumns;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.PathWords;
import org.stockpot.report.parts.RepairWords;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.ScoreCharts;
import org.stockpot.report.parts.ScoreColumns;
import org.stockpot.report.parts.Scores;
import org.stockpot.task.Baseline;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Trained curves as tables and a chart. */
public final class CurveReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<CurveResult> REPORT =
      ResultReport.of(CurveResult.class)
          .table("curves", "CurveReport.table", CurveReport::table)
          .table("samples", "CurveReport.samples", CurveReport::samples)
          .chart("CurveReport.chart", CurveReport::chart)
          .papers(
              (result, papers) -> {
                papers.addTask(result.task());
                papers.add("garipov2018loss", "curves of low loss between networks");
                papers.addRecipe(result.recipe());
                RepairWords.cite(result.options().recalibrate(), papers);
              });

  /** What the straight way is called. */
  static final String STRAIGHT = "segment";

  private static final int MOST_CURVES = 4;

  private CurveReport() {}

  /**
   * Returns two rows per curve, one of it and one of the straight segment between its ends: arc
   * length; the least and largest test error at the measured positions, their mean, and the mean
   * over the arc length; the barrier of the test error by both baselines, the chosen one first and
   * with the 95 % interval of its test set; where on the way it peaks; and training error and
   * losses.
   *
   * @param result curves
   * @return the table; errors are in per cent, barriers in points
   */
  public static Table table(CurveResult result) {
    Metric metric = metric(result);
    Baseline chosen = result.options().baseline();
    Table table =
        Table.create(
            "Curves of low loss: " + result.task(),
            Columns.PAIR.texts(),
            Columns.SEED.longs(),
            LandscapeColumns.WAY.texts(),
            LandscapeColumns.LENGTH.numbers(),
            DoubleColumn.create(MetricColumns.error("least test", metric)),
            DoubleColumn.create(MetricColumns.error("largest test", metric)),
            DoubleColumn.create(MetricColumns.error("mean test", metric)),
            DoubleColumn.create(MetricColumns.error("mean over the arc, test", metric)),
            DoubleColumn.create(MetricColumns.barrier("test", metric, chosen)));
    Intervals intervals = new Intervals("barrier", metric).besides(table);
    table.addColumns(
        DoubleColumn.create(MetricColumns.barrier("test", metric, other(chosen))),
        LandscapeColumns.PEAK_WALKED.numbers(),
        Columns.PATH.texts(),
        DoubleColumn.create(MetricColumns.error("largest training", metric)),
        DoubleColumn.create(MetricColumns.barrier("training", metric, chosen)),
        DoubleColumn.create(MetricColumns.loss("largest test", metric)),
        DoubleColumn.create(MetricColumns.loss("mean over the arc, test", metric)),
        DoubleColumn.create(MetricColumns.loss("largest training", metric)),
        DoubleColumn.create(MetricColumns.loss("mean over the arc, training", metric)));
    intervals.over(table);
    for (CurveRun run : result.runs()) {
      append(table, run, run.path(), CurveWords.name(result), run.length(), chosen);
      intervals.append(run.height(chosen), run.path().test().get(0));
      append(table, run, run.segment(), STRAIGHT, run.pair().line().length(), chosen);
      intervals.append(run.segmentHeight(chosen), run.path().test().get(0));
    }
    return table;
  }

  private static Baseline other(Baseline chosen) {
    return chosen == Baseline.CHORD ? Baseline.MEAN : Baseline.CHORD;
  }

  private static void append(
      Table table, CurveRun run, PathScores path, String way, double length, Baseline chosen) {
    Score like = path.test().get(0);
    PathSummary error = PathSummary.of(path, Quantity.TEST_ERROR);
    table.stringColumn(0).append(run.pair().name());
    table.longColumn(1).append(run.seed());
    table.stringColumn(2).append(way);
    table.doubleColumn(3).append(length);
    ScoreColumns.append(table.doubleColumn(4), error.min(), like);
    ScoreColumns.append(table.doubleColumn(5), error.max(), like);
    ScoreColumns.append(table.doubleColumn(6), error.mean(), like);
    ScoreColumns.append(table.doubleColumn(7), error.integral(), like);
    ScoreColumns.append(table.doubleColumn(8), path.height(Quantity.TEST_ERROR, chosen), like);
    ScoreColumns.append(
        table.doubleColumn(11), path.height(Quantity.TEST_ERROR, other(chosen)), like);
    boolean ridge = path.hasRidge(Quantity.TEST_ERROR);
    table.doubleColumn(12).append(ridge ? path.peak(Quantity.TEST_ERROR, chosen) : Double.NaN);
    table.stringColumn(13).append(PathWords.of(path));
    appendRest(table, path, chosen);
  }

  private static void appendRest(Table table, PathScores path, Baseline chosen) {
    PathSummary loss = PathSummary.of(path, Quantity.TEST_LOSS);
    ScoreColumns.appendLoss(table.doubleColumn(16), loss.max());
    ScoreColumns.appendLoss(table.doubleColumn(17), loss.integral());
    if (path.training().isEmpty()) {
      for (int column : new int[] {14, 15, 18, 19}) {
        table.doubleColumn(column).appendMissing();
      }
      return;
    }
    Score like = path.training().get(0);
    PathSummary training = PathSummary.of(path, Quantity.TRAINING_LOSS);
    double worst = PathSummary.of(path, Quantity.TRAINING_ERROR).max();
    ScoreColumns.append(table.doubleColumn(14), worst, like);
    ScoreColumns.append(table.doubleColumn(15), path.height(Quantity.TRAINING_ERROR, chosen), like);
    ScoreColumns.appendLoss(table.doubleColumn(18), training.max());
    ScoreColumns.appendLoss(table.doubleColumn(19), training.integral());
  }

  /**
   * Returns one row per curve, way and position.
   *
   * @param result curves
   * @return the table; t is missing on segments
   */
  public static Table samples(CurveResult result) {
    Metric metric = metric(result);
    Table table =
        Table.create(
            "Samples along the curves: " + result.task(),
            Columns.PAIR.texts(),
            Columns.SEED.longs(),
            LandscapeColumns.WAY.texts(),
            LandscapeColumns.T.numbers(),
            LandscapeColumns.WALKED.numbers(),
            DoubleColumn.create(MetricColumns.error("test", metric)),
            DoubleColumn.create(MetricColumns.loss("test", metric)),
            DoubleColumn.create(MetricColumns.error("training", metric)),
            DoubleColumn.create(MetricColumns.loss("training", metric)));
    for (CurveRun run : result.runs()) {
      for (int i = 0; i < run.ts().size(); i++) {
        appendSample(table, run, run.path(), CurveWords.name(result), run.ts().get(i), i);
      }
      for (int i = 0; i < run.ts().size(); i++) {
        appendSample(table, run, run.segment(), STRAIGHT, run.segment().positions().get(i), i);
      }
    }
    return table;
  }

  private static void appendSample(
      Table table, CurveRun run, PathScores path, String way, double t, int i) {
    table.stringColumn(0).append(run.pair().name());
    table.longColumn(1).append(run.seed());
    table.stringColumn(2).append(way);
    table.doubleColumn(3).append(t);
    table.doubleColumn(4).append(path.positions().get(i));
    BarrierReport.append(table, 5, path.test(), i);
    BarrierReport.append(table, 7, path.training(), i);
  }

  static Metric metric(CurveResult result) {
    return result.runs().get(0).path().test().get(0).metric();
  }

  /**
   * Shows the table with a sentence on what it means.
   *
   * @param result curves
   * @return the display
   */
  public static Display display(CurveResult result) {
    return Display.stack(
        List.of(Tables.display(table(result)), Display.text(CurveWords.of(result))));
  }

  /**
   * Returns the error along curves and segments, both by the share of their own arc length.
   *
   * @param result curves
   * @return the figure
   */
  public static Figure chart(CurveResult result) {
    List<CurveRun> runs = result.runs();
    Metric metric = metric(result);
    int shown = Math.min(MOST_CURVES, runs.size());
    boolean alone = runs.size() == 1;
    LineChart chart =
        new LineChart(
            "Curve and straight segment"
                + (alone ? " " + runs.get(0).pair().name() : "")
                + ": "
                + result.task()
                + "<br>"
                + Scores.errorName(metric)
                + " by the share of each way's own length"
                + (shown < runs.size() ? ", the first " + shown + " curves" : ""),
            "share of the arc length (0: first network, 1: second)",
            ScoreCharts.errorAxis(metric));
    ScoreCharts.boundedErrors(chart, metric);
    Set<String> drawn = new HashSet<>();
    for (CurveRun run : runs.subList(0, shown)) {
      String of = alone ? "" : ", " + run.pair().name() + ", seed " + run.seed();
      add(chart, run.path(), "curve" + of, alone);
      boolean first = drawn.add(run.pair().name());
      if (first) {
        add(chart, run.segment(), STRAIGHT + (alone ? "" : ", " + run.pair().name()), alone);
      }
    }
    return chart.figure();
  }

  private static void add(LineChart chart, PathScores path, String name, boolean alone) {
    double[] positions = BarrierReport.positions(path);
    chart.line(
        name + ", test",
        positions,
        BarrierReport.percent(path, Quantity.TEST_ERROR),
        ScoreCharts.pointed(path.test()));
    if (!path.training().isEmpty() && alone) {
      chart.line(
          name + ", training",
          positions,
          BarrierReport.percent(path, Quantity.TRAINING_ERROR),
          ScoreCharts.pointed(path.training()));
    }
  }
}
