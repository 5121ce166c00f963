package org.stockpot.report.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.stockpot.barrier.DivergedRun;
import org.stockpot.barrier.RobustnessResult;
import org.stockpot.barrier.RobustnessResult.Trial;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.Intervals;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.PathWords;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.ScoreCharts;
import org.stockpot.report.parts.ScoreColumns;
import org.stockpot.report.parts.Scores;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Verdict;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Robustness to perturbed starts, as a table and a chart. */
public final class RobustnessReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<RobustnessResult> REPORT =
      ResultReport.of(RobustnessResult.class)
          .table("trials", "RobustnessReport.table", RobustnessReport::table)
          .chart("RobustnessReport.chart", RobustnessReport::chart)
          .papers(
              (result, papers) ->
                  papers.add("paul2023unmasking", "robustness of rewound starts to perturbations"));

  private RobustnessReport() {}

  /**
   * Returns one row per length of the perturbation over all replicates.
   *
   * @param result a robustness test
   * @return the table; barriers are in points
   */
  public static Table table(RobustnessResult result) {
    Metric metric = like(result).metric();
    Table table =
        Table.create(
            "Robustness of the rewound start: " + result.task(),
            Columns.MULTIPLE.numbers(),
            Columns.DISTANCE.numbers(),
            DoubleColumn.create(
                MetricColumns.barrier("test", metric, result.barrier().baseline())));
    Intervals intervals = new Intervals("barrier", metric).besides(table);
    table.addColumns(
        Columns.RIDGES.texts(),
        Columns.RETURNS.texts(result.barrier().stable().words(result.dense())));
    intervals.over(table);
    groups(result)
        .forEach(
            (multiple, trials) -> {
              Interval barrier = result.barrier(trials);
              long lost = diverged(result, multiple);
              table.doubleColumn(0).append(multiple);
              table
                  .doubleColumn(1)
                  .append(Estimate.mean(trials.stream().mapToDouble(Trial::length)));
              ScoreColumns.append(table.doubleColumn(2), barrier.mean(), like(result));
              intervals.append(barrier, like(result), lost);
              table
                  .stringColumn(5)
                  .append(PathWords.ridges(trials.stream().map(Trial::pair).toList()));
              table.stringColumn(6).append(returns(result, barrier, lost).toString());
            });
    intervals.divergedTo(table);
    return table;
  }

  private static Verdict returns(RobustnessResult result, Interval barrier, long lost) {
    return barrier.atMost(bound(result)).onlyIf(lost == 0);
  }

  private static double bound(RobustnessResult result) {
    return result.barrier().stable().bound(result.dense());
  }

  private static long diverged(RobustnessResult result, double multiple) {
    return result.diverged().stream().filter(d -> d.group() == multiple).count();
  }

  private static Score like(RobustnessResult result) {
    return result.trials().get(0).pair().path().test().get(0);
  }

  /**
   * Shows the table with a sentence on its meaning.
   *
   * @param result a robustness test
   * @return the display
   */
  public static Display display(RobustnessResult result) {
    String text =
        "One distance is how far pruning moves the rewound start from one level to the next. If"
            + " training from a start that was pushed that far ends in the same valley, pruning cannot"
            + " throw the network out of it."
            + (Double.isNaN(bound(result))
                ? " One dense run has no spread: give %imp more seeds, or say what counts as the same"
                    + " mode, as with --stable 0.5%."
                : "")
            + untested(result)
            + lost(result.diverged());
    return Display.stack(List.of(Tables.display(table(result)), Display.text(text)));
  }

  /** Says that nothing was found that throws the network out, where nothing was. */
  private static String untested(RobustnessResult result) {
    boolean all =
        groups(result).entrySet().stream()
            .allMatch(
                e ->
                    returns(result, result.barrier(e.getValue()), diverged(result, e.getKey()))
                        == Verdict.YES);
    return all
        ? " All perturbations returned: how far is too far is not tested here (--multiples)."
        : "";
  }

  /**
   * Names what is missing because it diverged.
   *
   * @param diverged what is missing
   * @return a sentence behind a space; empty if nothing is
   */
  public static String lost(List<DivergedRun> diverged) {
    return diverged.isEmpty()
        ? ""
        : diverged.stream()
            .map(d -> d.series() + ", seed " + d.seed() + ": " + d.message())
            .distinct()
            .collect(Collectors.joining("; ", " Left out, because training diverged: ", "."));
  }

  /**
   * Returns the barrier against the length of the perturbation.
   *
   * @param result a robustness test
   * @return the figure
   */
  public static Figure chart(RobustnessResult result) {
    Map<Double, List<Trial>> groups = groups(result);
    double[] multiples = groups.keySet().stream().mapToDouble(Double::doubleValue).toArray();
    List<Interval> barriers = groups.values().stream().map(result::barrier).toList();
    LineChart chart =
        new LineChart(
            "Robustness of the rewound start: "
                + result.task()
                + "<br>barrier to the unperturbed network by the perturbation",
            "perturbation (distances between successive rewound starts)",
            MetricColumns.barrier("test", like(result).metric(), result.barrier().baseline()));
    ScoreCharts.boundedErrors(chart, like(result).metric());
    ScoreCharts.banded(chart, "perturbed and trained", multiples, barriers, like(result));
    double level = Scores.scale(like(result).metric()) * bound(result);
    return Double.isNaN(level)
        ? chart.figure()
        : chart
            .plain(
                "same mode within",
                new double[] {0, multiples[multiples.length - 1]},
                new double[] {level, level})
            .figure();
  }

  private static Map<Double, List<Trial>> groups(RobustnessResult result) {
    Map<Double, List<Trial>> groups = new TreeMap<>();
    result
        .trials()
        .forEach(t -> groups.computeIfAbsent(t.multiple(), m -> new ArrayList<>()).add(t));
    return groups;
  }
}
