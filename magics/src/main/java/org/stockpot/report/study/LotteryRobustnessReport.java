package org.stockpot.report.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.Intervals;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.RobustnessColumns;
import org.stockpot.report.parts.ScoreCharts;
import org.stockpot.report.parts.ScoreColumns;
import org.stockpot.report.parts.Scores;
import org.stockpot.report.parts.SettingColumns;
import org.stockpot.study.robustness.LotteryRobustnessResult;
import org.stockpot.study.robustness.NetworkMeasures;
import org.stockpot.study.robustness.RobustnessLevel;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Sample;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Harm of pruning beside the mean accuracy, as tables and charts. */
public final class LotteryRobustnessReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<LotteryRobustnessResult> REPORT =
      ResultReport.of(LotteryRobustnessResult.class)
          .table("levels", "LotteryRobustnessReport.table", LotteryRobustnessReport::table)
          .table("rises", "LotteryRobustnessReport.rises", LotteryRobustnessReport::rises)
          .table("classes", "LotteryRobustnessReport.classes", LotteryRobustnessReport::classes)
          .chart("LotteryRobustnessReport.chart", LotteryRobustnessReport::chart)
          .chart("LotteryRobustnessReport.corruptions", LotteryRobustnessReport::corruptions)
          .papers(
              (result, papers) -> {
                papers.addTask(result.task());
                papers.add("hendrycks2019benchmarking", "errors under common corruptions");
                papers.add("hooker2019compressed", "errors class by class after pruning");
                papers.add("guo2017calibration", "the expected calibration error");
                papers.add("kornblith2019similarity", "linear centred kernel alignment");
              });

  private LotteryRobustnessReport() {}

  /**
   * Returns one row per level, behind one for the dense networks beside it where they change: means
   * over seeds of the accuracy, of that under corruption (the mean of all), of the worst class, of
   * the calibration error, and of the last hidden layer; and whether pruning harms what the mean
   * does not show.
   *
   * @param result what was measured
   * @return the table
   */
  public static Table table(LotteryRobustnessResult result) {
    RobustnessRows rows = new RobustnessRows(result);
    for (String run : result.runs()) {
      List<NetworkMeasures> dense = List.of();
      for (RobustnessLevel level : result.levels(run)) {
        if (!level.dense().equals(dense)) {
          rows.addDense(level);
        }
        rows.addPruned(level);
        dense = level.dense();
      }
    }
    return rows.table();
  }

  /** A number of networks that is compared with that of the dense ones. */
  private record Measure(
      String name, String minus, Function<RobustnessLevel, Optional<Interval>> of) {

    static Measure of(String name, Function<NetworkMeasures, Optional<Sample>> number) {
      return new Measure(name, "dense", level -> level.rise(number));
    }
  }

  private static List<Measure> measures(LotteryRobustnessResult result) {
    List<Measure> measures = new ArrayList<>();
    measures.add(Measure.of("test error", RobustnessLevel::error));
    for (int i = 0; i < result.corruptions().size(); i++) {
      int index = i;
      measures.add(
          new Measure(
              "error under " + result.corruptions().get(i).name(),
              "dense",
              level -> Optional.of(level.riseUnder(index))));
    }
    measures.add(Measure.of("error under corruption", RobustnessLevel::corrupted));
    measures.add(Measure.of("error that corruption adds", RobustnessLevel::excess));
    measures.add(Measure.of("error in the worst class", RobustnessLevel::worst));
    measures.add(Measure.of("calibration error", RobustnessLevel::calibration));
    if (result.runs().size() > 1) {
      measures.add(
          new Measure(
              "error under corruption",
              result.runs().get(0),
              level -> result.aboveFirst(level).map(contrast -> contrast.difference())));
    }
    return measures;
  }

  /**
   * Returns one row per level and measure: how far it lies above that of the dense networks, and of
   * the error under corruption also above that of the first run at the same density.
   *
   * @param result what was measured
   * @return the table
   */
  public static Table rises(LotteryRobustnessResult result) {
    Score like = result.like();
    StringColumn runs = RobustnessColumns.RUN.texts();
    DoubleColumn kept = Columns.KEPT.numbers();
    StringColumn names = RobustnessColumns.MEASURE.texts();
    StringColumn minus = Columns.MINUS.texts();
    DoubleColumn rise = rise(like.metric());
    StringColumn within = RobustnessColumns.WITHIN.texts(LotteryRobustnessWords.tolerance(result));
    Table table =
        Table.create("Rise of errors by pruning: " + result.task(), runs, kept, names, minus, rise);
    Intervals intervals = new Intervals("rise", like.metric()).besides(table);
    table.addColumns(within);
    intervals.over(table);
    for (RobustnessLevel level : result.levels()) {
      for (Measure measure : measures(result)) {
        measure
            .of()
            .apply(level)
            .ifPresent(
                interval -> {
                  runs.append(level.run());
                  kept.append(100 * level.density());
                  names.append(measure.name());
                  minus.append(measure.minus());
                  ScoreColumns.append(rise, interval.mean(), like);
                  intervals.append(interval, like);
                  within.append(
                      interval.atMost(level.tolerance()).onlyIf(level.complete()).toString());
                });
      }
    }
    return table;
  }

  private static DoubleColumn rise(Metric metric) {
    return MetricColumns.of(
            metric, RobustnessColumns.RISE, RobustnessColumns.RISE_R2, RobustnessColumns.RISE_R2)
        .numbers();
  }

  /**
   * Returns one row per level and class: how far its error lies above that of the dense networks.
   * Intervals are over seeds and the test examples of the class.
   *
   * @param result what was measured
   * @return the table; without rows if classes are not known
   */
  public static Table classes(LotteryRobustnessResult result) {
    Score like = result.like();
    StringColumn runs = RobustnessColumns.RUN.texts();
    DoubleColumn kept = Columns.KEPT.numbers();
    DoubleColumn rise = rise(like.metric());
    IntColumn labels = SettingColumns.CLASS.ints();
    StringColumn within = RobustnessColumns.WITHIN.texts(LotteryRobustnessWords.tolerance(result));
    Table table =
        Table.create("Rise of errors by class: " + result.task(), runs, kept, labels, rise);
    Intervals intervals = new Intervals("rise", like.metric()).besides(table);
    table.addColumns(within);
    intervals.over(table);
    for (RobustnessLevel level : result.levels()) {
      List<Interval> rises = level.classRises();
      for (int k = 0; k < rises.size(); k++) {
        runs.append(level.run());
        kept.append(100 * level.density());
        labels.append(result.classes().get(k));
        ScoreColumns.append(rise, rises.get(k).mean(), like);
        intervals.append(rises.get(k), like);
        within.append(rises.get(k).atMost(level.tolerance()).onlyIf(level.complete()).toString());
      }
    }
    return table;
  }

  /**
   * Shows the table of levels with sentences on its meaning.
   *
   * @param result what was measured
   * @return the display
   */
  public static Display display(LotteryRobustnessResult result) {
    return Display.stack(
        List.of(Tables.display(table(result)), Display.text(LotteryRobustnessWords.text(result))));
  }

  /**
   * Returns how far errors lie above those of the dense networks, by density: on the test examples
   * as they are, under corruption, and in the worst class.
   *
   * @param result what was measured
   * @return the figure
   */
  public static Figure chart(LotteryRobustnessResult result) {
    LineChart chart = rising(result, "as they are, corrupted, and in the worst class");
    for (String run : result.runs()) {
      add(chart, result, run, Measure.of("test", RobustnessLevel::error));
      add(chart, result, run, Measure.of("corrupted", RobustnessLevel::corrupted));
      add(chart, result, run, Measure.of("worst class", RobustnessLevel::worst));
    }
    return chart.figure();
  }

  /**
   * Returns how far errors under each corruption lie above those of the dense networks, by density.
   *
   * @param result what was measured
   * @return the figure
   */
  public static Figure corruptions(LotteryRobustnessResult result) {
    LineChart chart = rising(result, "under each corruption");
    for (String run : result.runs()) {
      for (int i = 0; i < result.corruptions().size(); i++) {
        int index = i;
        String name = result.corruptions().get(i).name();
        add(
            chart,
            result,
            run,
            new Measure(name, "dense", level -> Optional.of(level.riseUnder(index))));
      }
    }
    return chart.figure();
  }

  private static LineChart rising(LotteryRobustnessResult result, String what) {
    Metric metric = result.like().metric();
    String unit = Scores.unit(metric);
    return new LineChart(
            "Rise of the test error by pruning: " + result.task() + "<br>" + what,
            "weights kept (%)",
            Scores.errorName(metric) + " above dense" + (unit.isEmpty() ? "" : " (" + unit + ")"))
        .yWithin(-Scores.scale(metric), metric == Metric.ACCURACY ? 100 : Double.POSITIVE_INFINITY)
        .fallingLogX(result.levels().stream().mapToDouble(l -> 100 * l.density()).toArray());
  }

  private static void add(
      LineChart chart, LotteryRobustnessResult result, String run, Measure measure) {
    List<RobustnessLevel> levels =
        result.levels(run).stream().filter(l -> measure.of().apply(l).isPresent()).toList();
    if (levels.isEmpty()) {
      return;
    }
    List<Interval> rises = levels.stream().map(l -> measure.of().apply(l).orElseThrow()).toList();
    String name = result.runs().size() == 1 ? measure.name() : run + ", " + measure.name();
    double[] kept = levels.stream().mapToDouble(l -> 100 * l.density()).toArray();
    ScoreCharts.differences(chart, name, kept, rises, result.like());
  }
}
