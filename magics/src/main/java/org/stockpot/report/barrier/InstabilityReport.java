package org.stockpot.report.barrier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.stockpot.barrier.ForkResult;
import org.stockpot.barrier.InstabilityResult;
import org.stockpot.barrier.Quantity;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.ErrorColumns;
import org.stockpot.report.parts.Intervals;
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
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Verdict;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Instability by the position of the fork, as a table and a chart. */
public final class InstabilityReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<InstabilityResult> REPORT =
      ResultReport.of(InstabilityResult.class)
          .table("forks", "InstabilityReport.table", InstabilityReport::table)
          .chart("InstabilityReport.chart", InstabilityReport::chart)
          .papers(
              (result, papers) -> {
                papers.addTask(result.task());
                papers.add(
                    "frankle2020linear",
                    "instability: copies forked from one point, and their barrier");
                result.barrier().recalibrate().forEach(kind -> RepairWords.cite(kind, papers));
              });

  private InstabilityReport() {}

  /**
   * Returns one row per line and position of the fork over all replicates; pairs of copies of one
   * fork are averaged first.
   *
   * @param result an instability analysis
   * @return the table; errors are in per cent, barriers in points
   */
  public static Table table(InstabilityResult result) {
    Baseline baseline = result.barrier().baseline();
    Metric metric = metric(result);
    Table table =
        Table.create(
            "Instability: " + result.task(),
            Columns.LINE.texts(),
            Columns.FORK.texts(),
            Columns.STEP.longs(),
            MetricColumns.of(metric, Columns.ERROR_AT, Columns.ERROR_AT_R2, ErrorColumns.AT_FORK)
                .numbers("test"),
            MetricColumns.of(metric, Columns.ERROR_OF, Columns.ERROR_OF_R2, ErrorColumns.OF_COPIES)
                .numbers("test"),
            DoubleColumn.create(MetricColumns.barrier("test", metric, baseline)));
    Intervals intervals = new Intervals("barrier", metric).besides(table);
    table.addColumns(
        Columns.RIDGES.texts(),
        DoubleColumn.create(MetricColumns.barrier("training", metric, baseline)),
        Columns.STABLE.texts(Scores.bound(result.barrier().stable(), metric)));
    intervals.over(table);
    groups(result).values().forEach(forks -> append(table, intervals, result, forks));
    intervals.divergedTo(table);
    return table;
  }

  private static Metric metric(InstabilityResult result) {
    return result.forks().get(0).forked().metric();
  }

  private static void append(
      Table table, Intervals intervals, InstabilityResult result, List<ForkResult> forks) {
    ForkResult first = forks.get(0);
    Interval barrier = result.barrier(forks);
    table.stringColumn(0).append(first.series());
    table.stringColumn(1).append(first.step() == 0 ? "init" : first.at().toString());
    table.longColumn(2).append(first.step());
    ScoreColumns.append(
        table.doubleColumn(3), mean(forks, f -> f.forked().error()), first.forked());
    ScoreColumns.append(
        table.doubleColumn(4), mean(forks, InstabilityReport::ends), first.forked());
    ScoreColumns.append(table.doubleColumn(5), barrier.mean(), first.forked());
    intervals.append(barrier, first.forked(), diverged(result, first));
    table.stringColumn(8).append(PathWords.ridges(forks.stream().map(ForkResult::pair).toList()));
    appendTraining(table.doubleColumn(9), result, forks);
    table.stringColumn(10).append(stable(result, first, barrier).toString());
  }

  private static void appendTraining(
      DoubleColumn column, InstabilityResult result, List<ForkResult> forks) {
    List<Score> scores = forks.get(0).pair().path().training();
    if (scores.isEmpty()) {
      column.appendMissing();
      return;
    }
    Baseline baseline = result.barrier().baseline();
    double height = mean(forks, f -> f.pair().path().height(Quantity.TRAINING_ERROR, baseline));
    ScoreColumns.append(column, height, scores.get(0));
  }

  private static long diverged(InstabilityResult result, ForkResult like) {
    return result.diverged().stream()
        .filter(d -> d.series().equals(like.series()) && d.group() == like.step())
        .count();
  }

  private static Verdict stable(InstabilityResult result, ForkResult like, Interval barrier) {
    return barrier.atMost(result.barrier().stable().share()).onlyIf(diverged(result, like) == 0);
  }

  /**
   * Shows the table with a sentence on its meaning.
   *
   * @param result an instability analysis
   * @return the display
   */
  public static Display display(InstabilityResult result) {
    String text =
        "Copies of one network, trained on from the fork with different orders of the data, are"
            + " compared. A barrier within "
            + Scores.bound(result.barrier().stable(), metric(result))
            + " means that from there on the noise of training no longer decides in which valley the"
            + " network ends; rewinding to such a step gives tickets a chance."
            + untested(result)
            + RobustnessReport.lost(result.diverged());
    return Display.stack(List.of(Tables.display(table(result)), Display.text(text)));
  }

  /** Names the half of the claim that no fork of this analysis could have refuted. */
  private static String untested(InstabilityResult result) {
    List<Verdict> verdicts =
        groups(result).values().stream()
            .map(forks -> stable(result, forks.get(0), result.barrier(forks)))
            .distinct()
            .toList();
    if (!verdicts.equals(List.of(Verdict.YES)) && !verdicts.equals(List.of(Verdict.NO))) {
      return "";
    }
    boolean stable = verdicts.get(0) == Verdict.YES;
    return " All forks are "
        + (stable ? "stable: that earlier ones are not" : "unstable: that later ones are stable")
        + " is not tested here.";
  }

  /**
   * Returns the test error barrier against the step of the fork, one line each for dense networks
   * and tickets, with a band over replicates.
   *
   * @param result an instability analysis
   * @return the figure
   */
  public static Figure chart(InstabilityResult result) {
    LineChart chart =
        new LineChart(
            "Instability: "
                + result.task()
                + "<br>barrier between copies by the step of their fork",
            "step k of the fork",
            MetricColumns.barrier("test", metric(result), result.barrier().baseline()));
    ScoreCharts.boundedErrors(chart, metric(result));
    Map<String, List<List<ForkResult>>> lines = new LinkedHashMap<>();
    groups(result)
        .values()
        .forEach(g -> lines.computeIfAbsent(g.get(0).series(), s -> new ArrayList<>()).add(g));
    lines.forEach(
        (series, groups) -> {
          double[] steps = groups.stream().mapToDouble(g -> (double) g.get(0).step()).toArray();
          List<Interval> barriers = groups.stream().map(result::barrier).toList();
          ScoreCharts.banded(chart, series, steps, barriers, groups.get(0).get(0).forked());
        });
    double last = result.forks().stream().mapToDouble(f -> (double) f.step()).max().orElse(0);
    double level = Scores.scale(metric(result)) * result.barrier().stable().share();
    return chart
        .plain(
            "stable below " + Scores.bound(result.barrier().stable(), metric(result)),
            new double[] {0, last},
            new double[] {level, level})
        .figure();
  }

  private static Map<String, List<ForkResult>> groups(InstabilityResult result) {
    Map<String, List<ForkResult>> groups = new LinkedHashMap<>();
    result
        .forks()
        .forEach(
            f ->
                groups.computeIfAbsent(f.series() + " " + f.step(), k -> new ArrayList<>()).add(f));
    return groups;
  }

  private static double ends(ForkResult fork) {
    double[] errors = fork.pair().path().values(Quantity.TEST_ERROR);
    return (errors[0] + errors[errors.length - 1]) / 2;
  }

  private static double mean(List<ForkResult> forks, ToDoubleFunction<ForkResult> f) {
    return Estimate.mean(forks.stream().mapToDouble(f));
  }
}
