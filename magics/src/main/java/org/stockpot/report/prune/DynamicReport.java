package org.stockpot.report.prune;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.prune.dynamic.DynamicLevel;
import org.stockpot.prune.dynamic.DynamicResult;
import org.stockpot.report.parts.DynamicColumns;
import org.stockpot.report.parts.ErrorColumns;
import org.stockpot.report.parts.Intervals;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.Papers;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.ScoreCharts;
import org.stockpot.report.parts.ScoreColumns;
import org.stockpot.report.parts.Scores;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.task.analysis.GateUse;
import org.stockpot.task.replicates.Interval;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Networks whose gates choose channels by example, as tables and a chart. */
public final class DynamicReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<DynamicResult> REPORT =
      ResultReport.of(DynamicResult.class)
          .table("shares", "DynamicReport.table", DynamicReport::table)
          .table("convolutions", "DynamicReport.convolutions", DynamicReport::convolutions)
          .chart("DynamicReport.chart", DynamicReport::chart)
          .papers(DynamicReport::addPapers);

  private static final double PERCENT = 100;

  private DynamicReport() {}

  private static void addPapers(DynamicResult result, Papers papers) {
    papers.addTask(result.task());
    papers.addRecipe(result.recipe());
    papers.add("elkerdawy2022fire", "channels that gates choose for each example");
  }

  private static double ofDense(DynamicLevel level) {
    return PERCENT * level.mean(use -> use.flops() / use.denseFlops());
  }

  private static String name(DynamicLevel level) {
    return "share " + Numbers.significant(level.share(), 3);
  }

  /**
   * Returns one row per share, after that of the networks without gates: floating-point operations
   * of an example, test scores and their difference to those without gates, means over seeds.
   *
   * @param result networks with gates
   * @return the table; accuracies are in per cent, their differences in points
   */
  public static Table table(DynamicResult result) {
    Score like = result.whole().like();
    Metric metric = like.metric();
    DoubleColumn values = DoubleColumn.create(MetricColumns.value("test", metric));
    DoubleColumn widths = DoubleColumn.create(MetricColumns.interval("test", metric));
    DoubleColumn minus =
        MetricColumns.of(
                metric,
                DynamicColumns.MINUS_WHOLE,
                DynamicColumns.MINUS_WHOLE_R2,
                ErrorColumns.LOWER)
            .numbers();
    Intervals intervals = new Intervals("difference", metric);
    Table table =
        Table.create(
            "Dynamic pruning: " + result.network() + ", " + result.task(),
            DynamicColumns.SHARE.texts(),
            DynamicColumns.FLOPS.longs(),
            DynamicColumns.OF_DENSE.numbers());
    for (DynamicLevel level : levels(result).toList()) {
      boolean gated = isGated(level);
      table.stringColumn(0).append(gated ? Numbers.significant(level.share(), 3) : "no gates");
      appendFlops(table, result, level);
      Interval error = level.error();
      ScoreColumns.append(values, Scores.valueOf(error.mean(), like), like);
      ScoreColumns.append(widths, error.halfWidth(), like);
      if (gated) {
        Interval difference = level.minus(result.whole());
        ScoreColumns.append(minus, difference.mean(), like);
        intervals.append(difference, like);
      } else {
        minus.appendMissing();
        intervals.appendMissing();
      }
    }
    table.addColumns(values, widths, minus);
    intervals.besides(table).over(table);
    return table;
  }

  private static boolean isGated(DynamicLevel level) {
    return level.runs().get(0).use().isPresent();
  }

  private static Stream<DynamicLevel> levels(DynamicResult result) {
    return Stream.concat(Stream.of(result.whole()), result.levels().stream());
  }

  private static void appendFlops(Table table, DynamicResult result, DynamicLevel level) {
    if (isGated(level)) {
      table.longColumn(1).append(Math.round(level.mean(GateUse::flops)));
      table.doubleColumn(2).append(ofDense(level));
    } else if (result.levels().isEmpty()) {
      table.longColumn(1).appendMissing();
      table.doubleColumn(2).append(PERCENT);
    } else {
      table.longColumn(1).append(Math.round(result.levels().get(0).mean(GateUse::denseFlops)));
      table.doubleColumn(2).append(PERCENT);
    }
  }

  /**
   * Returns one row per share and convolution: how many channels there are, and how many of them an
   * example has computed.
   *
   * @param result networks with gates
   * @return the table, of means over seeds and test examples
   */
  public static Table convolutions(DynamicResult result) {
    Table table =
        Table.create(
            "Channels computed: " + result.network() + ", " + result.task(),
            DynamicColumns.SHARE.texts(),
            DynamicColumns.CONVOLUTION.ints(),
            DynamicColumns.CHANNELS.ints(),
            DynamicColumns.COMPUTED.numbers());
    for (DynamicLevel level : result.levels()) {
      List<Integer> channels = level.runs().get(0).use().orElseThrow().channels();
      for (int i = 0; i < channels.size(); i++) {
        int which = i;
        table.stringColumn(0).append(Numbers.significant(level.share(), 3));
        table.intColumn(1).append(i + 1);
        table.intColumn(2).append(channels.get(i));
        table.doubleColumn(3).append(PERCENT * level.mean(use -> use.computed().get(which)));
      }
    }
    return table;
  }

  /**
   * Shows the tables with sentences on what they mean.
   *
   * @param result networks with gates
   * @return the display
   */
  public static Display display(DynamicResult result) {
    return Display.stack(
        List.of(
            Tables.display(table(result)),
            Tables.display(convolutions(result)),
            Display.text(words(result))));
  }

  private static String words(DynamicResult result) {
    return result.levels().stream()
            .min(Comparator.comparingDouble(DynamicReport::ofDense))
            .map(level -> words(result, level))
            .orElse("")
        + "FLOPs are two for each weight of a dense layer, and of a convolution from a channel that"
        + " is computed to one that is, at each place; gates are counted, normalisations and"
        + " pooling are not. Channels that a gate closes are set to 0: the engine computes batches,"
        + " so that an evaluation takes as long as without gates, and the FLOPs are what is left to"
        + " do where closed channels are passed over. %shrink "
        + result.network()
        + " --units 30% --for "
        + result.recipe().length()
        + " removes channels for all examples, with FLOPs counted alike.";
  }

  private static String words(DynamicResult result, DynamicLevel level) {
    return "At "
        + name(level)
        + " an example takes "
        + Numbers.percent(ofDense(level) / PERCENT, 1)
        + " of the dense FLOPs; its test "
        + result.whole().like().metric().label()
        + ", minus that without gates after the same training, "
        + Scores.text(level.minus(result.whole()), result.whole().like())
        + ". ";
  }

  /**
   * Returns the test scores against the floating-point operations of an example.
   *
   * @param result networks with gates
   * @return the figure
   */
  public static Figure chart(DynamicResult result) {
    Score like = result.whole().like();
    LineChart chart =
        new LineChart(
            "Dynamic pruning: "
                + result.network()
                + ", "
                + result.task()
                + "<br>test "
                + like.metric().label()
                + " by FLOPs of an example, gates at shares of "
                + String.join(
                    ", ",
                    result.levels().stream()
                        .map(level -> Numbers.significant(level.share(), 3))
                        .toList()),
            "FLOPs of an example (% of dense)",
            ScoreCharts.axis("test", like.metric()));
    ScoreCharts.bounded(chart, like.metric());
    List<DynamicLevel> levels =
        result.levels().stream()
            .sorted(Comparator.comparingDouble(DynamicReport::ofDense))
            .toList();
    if (!levels.isEmpty()) {
      ScoreCharts.values(
          chart,
          "with gates",
          levels.stream().mapToDouble(DynamicReport::ofDense).toArray(),
          levels.stream().map(DynamicLevel::error).toList(),
          like);
    }
    ScoreCharts.values(
        chart, "without gates", new double[] {PERCENT}, List.of(result.whole().error()), like);
    return chart.figure();
  }
}
