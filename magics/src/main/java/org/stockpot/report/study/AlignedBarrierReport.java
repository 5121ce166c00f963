package org.stockpot.report.study;

import java.util.List;
import java.util.Locale;
import org.stockpot.align.AlignedNetwork;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.PairResult;
import org.stockpot.barrier.PathScores;
import org.stockpot.barrier.Quantity;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.align.AlignReport;
import org.stockpot.report.barrier.BarrierReport;
import org.stockpot.report.parts.AlignColumns;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.Intervals;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.PathWords;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.ScoreCharts;
import org.stockpot.report.parts.ScoreColumns;
import org.stockpot.report.parts.Scores;
import org.stockpot.study.AlignedBarrierResult;
import org.stockpot.task.Baseline;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Barriers before and after alignment as one table and one chart. */
public final class AlignedBarrierReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<AlignedBarrierResult> REPORT =
      ResultReport.of(AlignedBarrierResult.class)
          .table("pairs", "AlignedBarrierReport.table", AlignedBarrierReport::table)
          .chart("AlignedBarrierReport.chart", AlignedBarrierReport::chart)
          .papers(
              (result, papers) -> {
                BarrierReport.addPapers(result.before(), papers);
                AlignReport.addPapers(result.align().by(), papers);
              });

  private static final int MOST_PAIRS = 3;

  private AlignedBarrierReport() {}

  /**
   * Returns two rows per pair and treatment of statistics, one before and one after alignment: the
   * distance, the barrier of the test error with the 95 % interval of its test set, how much lower
   * it is, where it peaks, the barriers of training error and test loss, and whether the pair is
   * connected.
   *
   * @param result barriers before and after alignment
   * @return the table; errors are in points
   */
  public static Table table(AlignedBarrierResult result) {
    BarrierResult before = result.before();
    Baseline baseline = before.options().baseline();
    Metric metric = like(result).metric();
    Table table =
        Table.create(
            "Barriers before and after alignment: " + result.task(),
            Columns.PAIR.texts(),
            AlignColumns.STATE.texts(),
            Columns.STATISTICS.texts(),
            Columns.DISTANCE.numbers(),
            DoubleColumn.create(MetricColumns.barrier("test", metric, baseline)));
    Intervals intervals = new Intervals("barrier", metric).besides(table);
    table.addColumns(
        (metric == Metric.ACCURACY ? AlignColumns.REDUCTION : AlignColumns.REDUCTION_R2).numbers());
    Intervals reductions = new Intervals("difference", metric);
    Table widths = Table.create();
    reductions.besides(widths);
    table.addColumns(
        widths.column(0),
        Columns.PATH.texts(),
        DoubleColumn.create(MetricColumns.barrier("training", metric, baseline)),
        DoubleColumn.create(MetricColumns.lossBarrier("test", metric, baseline)),
        Columns.CONNECTED.texts(Scores.bound(before.options().stable(), metric)));
    intervals.over(table);
    appendAll(table, intervals, reductions, result);
    return table;
  }

  private static void appendAll(
      Table table, Intervals intervals, Intervals reductions, AlignedBarrierResult result) {
    BarrierResult before = result.before();
    for (int i = 0; i < before.pairs().size(); i++) {
      PairResult was = before.pairs().get(i);
      PairResult is = result.after().pairs().get(i);
      for (int k = 0; k < was.paths().size(); k++) {
        String name = was.pair().name();
        append(table, intervals, before, was, was.paths().get(k), name, "before");
        table.doubleColumn(7).appendMissing();
        reductions.appendMissing();
        append(table, intervals, result.after(), is, is.paths().get(k), name, "after");
        Interval lower = result.reduction(i, k);
        ScoreColumns.append(table.doubleColumn(7), lower.mean(), like(result));
        reductions.append(lower, like(result));
      }
    }
  }

  private static void append(
      Table table,
      Intervals intervals,
      BarrierResult result,
      PairResult pair,
      PathScores path,
      String name,
      String state) {
    Baseline baseline = result.options().baseline();
    Score like = path.test().get(0);
    Interval height = result.height(pair, path);
    table.stringColumn(0).append(name);
    table.stringColumn(1).append(state);
    table.stringColumn(2).append(path.statistics().label());
    table.doubleColumn(3).append(pair.length());
    ScoreColumns.append(table.doubleColumn(4), height.mean(), like);
    intervals.append(height, like);
    table.stringColumn(9).append(PathWords.of(path));
    BarrierReport.appendTraining(table.doubleColumn(10), path, baseline);
    table.doubleColumn(11).append(path.height(Quantity.TEST_LOSS, baseline));
    double bound = result.options().stable().share();
    table.stringColumn(12).append(height.atMost(bound).toString());
  }

  private static Score like(AlignedBarrierResult result) {
    return result.before().pairs().get(0).path().test().get(0);
  }

  /**
   * Shows the table with a sentence on what it means.
   *
   * @param result barriers before and after alignment
   * @return the display
   */
  public static Display display(AlignedBarrierResult result) {
    return Display.stack(List.of(Tables.display(table(result)), Display.text(words(result))));
  }

  /** Says such as: Not connected; after alignment by weights 3.1 ± 0.4 points. */
  private static String words(AlignedBarrierResult result) {
    Interval before = result.heightBefore();
    Interval after = result.heightAfter();
    Score like = like(result);
    String pairs =
        result.before().pairs().size() == 1
            ? ""
            : ", mean over " + result.before().pairs().size() + " pairs";
    boolean statistics = result.networks().get(0).given().point().layout().hasStatistics();
    return connected(result, before)
        + " within "
        + Scores.bound(result.before().options().stable(), like.metric())
        + ": the barrier of the test "
        + Scores.errorName(like.metric())
        + " above the "
        + result.before().options().baseline().label()
        + pairs
        + " is "
        + Scores.text(before, like)
        + ". After alignment by "
        + result.align().by()
        + " it is "
        + Scores.text(after, like)
        + ", "
        + connected(result, after).toLowerCase(Locale.ROOT)
        + ", and lower by "
        + Scores.text(result.reduction(), like)
        + ". Only the order of hidden units changed: "
        + Numbers.count(result.networks().stream().mapToInt(AlignedNetwork::moved).sum())
        + " moved, and outputs are the same."
        + (after.atMost(result.before().options().stable().share()) == Verdict.YES
            ? ""
            : " What is left is no matter of order, or the search did not find the best one"
                + (statistics
                    ? "; blends also need statistics of their own (--recalibrate)."
                    : "."));
  }

  private static String connected(AlignedBarrierResult result, Interval height) {
    Verdict verdict = height.atMost(result.before().options().stable().share());
    return switch (verdict) {
      case YES -> "Connected";
      case NO -> "Not connected";
      default -> "Undecided";
    };
  }

  /**
   * Returns the test error along the path before and after alignment, on one chart.
   *
   * @param result barriers before and after alignment
   * @return the figure
   */
  public static Figure chart(AlignedBarrierResult result) {
    List<PairResult> pairs = result.before().pairs();
    boolean alone = pairs.size() == 1;
    Metric metric = like(result).metric();
    int shown = Math.min(MOST_PAIRS, pairs.size());
    LineChart chart =
        new LineChart(
            "Straight path before and after alignment by "
                + result.align().by()
                + ": "
                + result.task()
                + "<br>test "
                + Scores.errorName(metric)
                + (alone ? ", " + pairs.get(0).pair().name() : "")
                + (shown < pairs.size() ? ", the first " + shown + " pairs" : ""),
            "α (0: first network, 1: second)",
            ScoreCharts.errorAxis(metric));
    ScoreCharts.boundedErrors(chart, metric);
    for (int i = 0; i < shown; i++) {
      String name = alone ? "" : pairs.get(i).pair().name() + ", ";
      add(chart, name + "before", pairs.get(i));
      add(chart, name + "after", result.after().pairs().get(i));
    }
    return chart.figure();
  }

  private static void add(LineChart chart, String name, PairResult pair) {
    for (PathScores path : pair.paths()) {
      chart.line(
          name + (pair.paths().size() > 1 ? ", " + path.statistics().label() : ""),
          BarrierReport.positions(path),
          BarrierReport.percent(path, Quantity.TEST_ERROR),
          ScoreCharts.pointed(path.test()));
    }
  }
}
