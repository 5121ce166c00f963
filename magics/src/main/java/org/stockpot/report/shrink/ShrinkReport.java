package org.stockpot.report.shrink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.AlignColumns;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.ErrorColumns;
import org.stockpot.report.parts.Heading;
import org.stockpot.report.parts.Intervals;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.Papers;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.ScoreCharts;
import org.stockpot.report.parts.ScoreColumns;
import org.stockpot.report.parts.Scores;
import org.stockpot.report.parts.SettingColumns;
import org.stockpot.report.parts.ShrinkColumns;
import org.stockpot.shrink.GroupWidth;
import org.stockpot.shrink.Latency;
import org.stockpot.shrink.MeasuredNetwork;
import org.stockpot.shrink.NetworkCost;
import org.stockpot.shrink.ShrinkResult;
import org.stockpot.shrink.ShrunkNetwork;
import org.stockpot.task.Metric;
import org.stockpot.task.replicates.Interval;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Smaller networks as tables and a chart. */
public final class ShrinkReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<ShrinkResult> REPORT =
      ResultReport.of(ShrinkResult.class)
          .table("networks", "ShrinkReport.table", ShrinkReport::table)
          .table("groups", "ShrinkReport.groups", ShrinkReport::groups)
          .table("times", "ShrinkReport.times", ShrinkReport::times)
          .chart("ShrinkReport.chart", ShrinkReport::chart)
          .papers(ShrinkReport::addPapers);

  private static final double MILLIS = 1e3;

  private ShrinkReport() {}

  private static void addPapers(ShrinkResult result, Papers papers) {
    papers.addTask(result.task());
    result.recipe().ifPresent(papers::addRecipe);
    if (isChosen(result)) {
      switch (result.options().by()) {
        case L1, L2 -> papers.add("li2017pruning", "filters pruned by the norms of their weights");
        case TAYLOR -> papers.add("molchanov2019importance", "units pruned by first-order Taylor");
        case FPGM -> papers.add("he2019filter", "filters pruned near their geometric median");
        case BN_SCALE -> papers.add("liu2017slimming", "channels pruned by scales");
      }
    }
  }

  private static boolean isChosen(ShrinkResult result) {
    return result.options().units().stream().anyMatch(share -> share > 0);
  }

  /** Returns the given network and all that came of it. */
  static List<MeasuredNetwork> networks(ShrinkResult result) {
    List<MeasuredNetwork> all = new ArrayList<>(List.of(result.before()));
    for (ShrunkNetwork network : result.networks()) {
      all.add(network.measured());
      network.tuned().ifPresent(all::add);
    }
    return all;
  }

  /**
   * Returns one row per network: units, parameters, bytes, floating-point operations, scores, and
   * the difference to the given network on test examples.
   *
   * @param result smaller networks
   * @return the table; accuracies are in per cent, their differences in points
   */
  public static Table table(ShrinkResult result) {
    List<MeasuredNetwork> all = networks(result);
    Metric metric = result.before().test().metric();
    IntColumn units = AlignColumns.UNITS.ints();
    all.forEach(network -> units.append(network.cost().units()));
    Table table =
        Table.create(
            "Smaller networks: " + result.task(),
            Columns.NETWORK.texts(all.stream().map(MeasuredNetwork::name)),
            units,
            longs(SettingColumns.PARAMETERS, all, NetworkCost::parameters),
            longs(ShrinkColumns.BYTES, all, NetworkCost::bytes),
            longs(ShrinkColumns.FLOPS, all, NetworkCost::flops),
            longs(ShrinkColumns.KEPT_FLOPS, all, NetworkCost::keptFlops));
    for (String part : List.of("validation", "test")) {
      table.addColumns(
          ScoreColumns.column(
              MetricColumns.value(part, metric),
              all,
              part.equals("test") ? MeasuredNetwork::test : MeasuredNetwork::validation));
    }
    addDifferences(table, result, metric);
    return table;
  }

  private static LongColumn longs(
      Heading heading, List<MeasuredNetwork> all, ToLongFunction<NetworkCost> number) {
    LongColumn column = heading.longs();
    all.forEach(network -> column.append(number.applyAsLong(network.cost())));
    return column;
  }

  private static void addDifferences(Table table, ShrinkResult result, Metric metric) {
    DoubleColumn means =
        MetricColumns.of(
                metric, ShrinkColumns.MINUS_GIVEN, ShrinkColumns.MINUS_GIVEN_R2, ErrorColumns.LOWER)
            .numbers();
    Intervals intervals = new Intervals("difference", metric);
    for (MeasuredNetwork network : networks(result)) {
      if (network.equals(result.before())) {
        means.appendMissing();
        intervals.appendMissing();
      } else {
        Interval difference = network.minus(result.before());
        ScoreColumns.append(means, difference.mean(), network.test());
        intervals.append(difference, network.test());
      }
    }
    table.addColumns(means);
    intervals.besides(table).over(table);
  }

  /**
   * Returns one row per smaller network and group of units: how many there were, were dead, were
   * removed besides and are left.
   *
   * @param result smaller networks
   * @return the table
   */
  public static Table groups(ShrinkResult result) {
    Table table =
        Table.create(
            "Units by group: " + result.task(),
            Columns.NETWORK.texts(),
            AlignColumns.GROUP.texts(),
            AlignColumns.UNITS.ints(),
            ShrinkColumns.DEAD.ints(),
            ShrinkColumns.FOLDED.ints(),
            ShrinkColumns.CHOSEN.ints(),
            ShrinkColumns.LEFT.ints(),
            ShrinkColumns.HELD.ints());
    for (ShrunkNetwork network : result.networks()) {
      for (GroupWidth group : network.groups()) {
        table.stringColumn(0).append(network.measured().name());
        table.stringColumn(1).append(group.group());
        table.intColumn(2).append(group.before());
        table.intColumn(3).append(group.dead());
        table.intColumn(4).append(group.folded());
        table.intColumn(5).append(group.chosen());
        table.intColumn(6).append(group.after());
        table.intColumn(7).append(group.held());
      }
    }
    return table;
  }

  /**
   * Returns two rows per network: how long a pass takes for one example and for several.
   *
   * @param result smaller networks
   * @return the table
   */
  public static Table times(ShrinkResult result) {
    Table table =
        Table.create(
            "Times of a pass: " + result.task(),
            Columns.NETWORK.texts(),
            Columns.EXAMPLES.ints(),
            ShrinkColumns.MEDIAN.numbers(),
            ShrinkColumns.LOW.numbers(),
            ShrinkColumns.HIGH.numbers(),
            ShrinkColumns.PASSES.ints());
    for (MeasuredNetwork network : networks(result)) {
      for (Latency latency : network.cost().latencies()) {
        table.stringColumn(0).append(network.name());
        table.intColumn(1).append(latency.examples());
        table.doubleColumn(2).append(MILLIS * latency.median());
        table.doubleColumn(3).append(MILLIS * latency.low());
        table.doubleColumn(4).append(MILLIS * latency.high());
        table.intColumn(5).append(latency.passes());
      }
    }
    return table;
  }

  /**
   * Shows the tables with sentences on what they mean.
   *
   * @param result smaller networks
   * @return the display
   */
  public static Display display(ShrinkResult result) {
    return Display.stack(
        List.of(
            Tables.display(table(result)),
            Tables.display(groups(result)),
            Tables.display(times(result)),
            Display.text(words(result))));
  }

  private static String words(ShrinkResult result) {
    ShrunkNetwork least = result.networks().get(result.networks().size() - 1);
    MeasuredNetwork end = least.tuned().orElse(least.measured());
    NetworkCost before = result.before().cost();
    int held = least.groups().stream().mapToInt(GroupWidth::held).sum();
    return Numbers.percent((double) end.cost().parameters() / before.parameters(), 1)
        + " of the parameters and "
        + Numbers.percent((double) end.cost().flops() / before.flops(), 1)
        + " of the FLOPs are left in "
        + end.name()
        + ", a network of "
        + least.task().name()
        + "; its test "
        + Scores.measured(end.test())
        + ", minus the given network "
        + Scores.text(end.minus(result.before()), end.test())
        + ". FLOPs are two for each weight of a dense layer or convolution at each place. Times are"
        + " of one thread, the median and its 95 % interval. Dead units are those that nothing"
        + " needs: outputs without them agree to "
        + Numbers.significant(
            result.networks().stream().mapToDouble(ShrunkNetwork::difference).max().orElse(0), 1)
        + " of the largest."
        + (held == 0
            ? ""
            : " "
                + Numbers.counted(held, "unit")
                + " give one number for all examples and stay: behind zero padding, or without a"
                + " bias to add it to, that number cannot be moved.");
  }

  /**
   * Returns the test scores against the floating-point operations of an example.
   *
   * @param result smaller networks
   * @return the figure
   */
  public static Figure chart(ShrinkResult result) {
    Metric metric = result.before().test().metric();
    LineChart chart =
        new LineChart(
            "Smaller networks of "
                + result.name()
                + ": "
                + result.task()
                + "<br>test "
                + metric.label()
                + " by FLOPs, "
                + (isChosen(result)
                    ? "units removed by " + result.options().by()
                    : "dead units removed"),
            "FLOPs of an example",
            "test " + metric.label() + (metric == Metric.ACCURACY ? " (%)" : ""));
    ScoreCharts.bounded(chart, metric);
    chart.fallingLogX(
        networks(result).stream().mapToDouble(n -> (double) n.cost().flops()).distinct().toArray());
    add(chart, "given", List.of(result.before()));
    add(chart, "smaller", result.networks().stream().map(ShrunkNetwork::measured).toList());
    List<MeasuredNetwork> tuned =
        result.networks().stream().flatMap(network -> network.tuned().stream()).toList();
    if (!tuned.isEmpty()) {
      add(chart, "smaller, fine-tuned", tuned);
    }
    return chart.figure();
  }

  private static void add(LineChart chart, String name, List<MeasuredNetwork> networks) {
    chart.line(
        name,
        networks.stream().mapToDouble(n -> (double) n.cost().flops()).toArray(),
        networks.stream().mapToDouble(n -> Scores.shown(n.test())).toArray(),
        networks.stream()
            .map(n -> n.name() + ": " + ScoreCharts.pointed(n.test()))
            .toArray(String[]::new));
  }
}
