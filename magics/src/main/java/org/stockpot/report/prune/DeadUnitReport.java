package org.stockpot.report.prune;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.prune.dead.DeadRates;
import org.stockpot.prune.dead.DeadUnitNetwork;
import org.stockpot.prune.dead.DeadUnitResult;
import org.stockpot.report.parts.AlignColumns;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.DeadUnitColumns;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.SimilarityColumns;
import org.stockpot.task.replicates.Interval;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Dead-neuron rates as a table, a chart and a sentence. */
public final class DeadUnitReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<DeadUnitResult> REPORT =
      ResultReport.of(DeadUnitResult.class)
          .table("dead", "DeadUnitReport.table", DeadUnitReport::table)
          .chart("DeadUnitReport.chart", DeadUnitReport::chart)
          .papers(
              (result, papers) -> {
                papers.addTask(result.task());
                papers.add("liu2023selective", "static and dynamic dead-neuron rates");
              });

  private static final double PERCENT = 100;

  private DeadUnitReport() {}

  /**
   * Returns one row per network, or round of a run, and layer: units, the static and the dynamic
   * rate with their 95 % intervals over seeds, and the share that is zero on all examples besides.
   *
   * @param result what was counted
   * @return the table; shares in per cent
   */
  public static Table table(DeadUnitResult result) {
    Table table =
        Table.create(
            "Dead units of ReLU layers: " + result.task(),
            Columns.NETWORK.texts(),
            Columns.KEPT.numbers(),
            SimilarityColumns.LAYER.texts(),
            AlignColumns.UNITS.ints());
    Rate fixed = new Rate(DeadUnitColumns.STATIC, "statically dead", DeadRates::staticRate);
    Rate moving = new Rate(DeadUnitColumns.DYNAMIC, "dynamically dead", DeadRates::dynamicRate);
    DoubleColumn silent = DeadUnitColumns.SILENT.numbers();
    fixed.addTo(table);
    moving.addTo(table);
    table.addColumns(silent);
    result
        .groups()
        .forEach(
            (group, networks) -> {
              for (DeadRates layer : networks.get(0).layers()) {
                table.stringColumn(0).append(group);
                table.doubleColumn(1).append(PERCENT * networks.get(0).density());
                table.stringColumn(2).append(layer.layer());
                table.intColumn(3).append(layer.units());
                fixed.append(result, group, layer.layer());
                moving.append(result, group, layer.layer());
                append(silent, result.rate(group, layer.layer(), DeadRates::silentRate));
              }
            });
    return table;
  }

  private static void append(DoubleColumn column, Optional<Interval> mean) {
    append(column, mean.map(Interval::mean).orElse(Double.NaN));
  }

  private static void append(DoubleColumn column, double share) {
    if (Double.isNaN(share)) {
      column.appendMissing();
    } else {
      column.append(PERCENT * share);
    }
  }

  /** A rate and its two columns. */
  private record Rate(
      ToDoubleFunction<DeadRates> of, DoubleColumn means, DoubleColumn widths, IntColumn n) {

    Rate(DeadUnitColumns heading, String name, ToDoubleFunction<DeadRates> of) {
      this(of, heading.numbers(), DeadUnitColumns.INTERVAL.numbers(name), Columns.N_OF.ints(name));
    }

    void addTo(Table table) {
      table.addColumns(means, widths, n);
    }

    void append(DeadUnitResult result, String group, String layer) {
      Optional<Interval> found = result.rate(group, layer, of);
      DeadUnitReport.append(means, found);
      DeadUnitReport.append(widths, found.map(Interval::halfWidth).orElse(Double.NaN));
      n.append(found.map(Interval::n).orElse(0));
    }
  }

  /**
   * Returns the dynamic rate of each layer, and the static one of all together, against the share
   * of weights kept; where only one density is there, by network.
   *
   * @param result what was counted
   * @return the figure
   */
  public static Figure chart(DeadUnitResult result) {
    Map<String, Double> kept = new LinkedHashMap<>();
    result.groups().forEach((g, networks) -> kept.put(g, PERCENT * networks.get(0).density()));
    double[] densities = kept.values().stream().mapToDouble(d -> d).toArray();
    List<String> groups = List.copyOf(kept.keySet());
    boolean ladder = isFalling(densities);
    double[] places = ladder ? densities : places(groups.size());
    LineChart chart =
        new LineChart(
            "Dead units of ReLU layers: " + result.task() + "<br>mean over networks",
            ladder ? "weights kept (%)" : "network",
            "dead (%)");
    chart =
        ladder ? chart.fallingLogX(places) : chart.namedX(places, groups.toArray(String[]::new));
    chart.percentY();
    for (String layer : result.layers()) {
      add(chart, result, groups, places, layer, "dynamic", DeadRates::dynamicRate);
    }
    add(chart, result, groups, places, DeadUnitResult.ALL, "static", DeadRates::staticRate);
    return chart.figure();
  }

  private static boolean isFalling(double... densities) {
    boolean falling = densities.length > 1;
    for (int i = 1; i < densities.length; i++) {
      falling &= densities[i] < densities[i - 1];
    }
    return falling;
  }

  private static double[] places(int count) {
    double[] places = new double[count];
    for (int i = 0; i < count; i++) {
      places[i] = i;
    }
    return places;
  }

  private static void add(
      LineChart chart,
      DeadUnitResult result,
      List<String> groups,
      double[] places,
      String layer,
      String name,
      ToDoubleFunction<DeadRates> rate) {
    List<Double> xs = new ArrayList<>();
    List<Interval> ys = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      Optional<Interval> found = result.rate(groups.get(i), layer, rate);
      if (found.isPresent()) {
        xs.add(places[i]);
        ys.add(found.get().times(PERCENT));
      }
    }
    if (!ys.isEmpty()) {
      chart
          .band("95 % interval over seeds")
          .banded(
              layer + ", " + name,
              xs.stream().mapToDouble(x -> x).toArray(),
              ys.stream().mapToDouble(Interval::mean).toArray(),
              ys.stream().mapToDouble(y -> Math.max(0, y.low())).toArray(),
              ys.stream().mapToDouble(y -> Math.min(PERCENT, y.high())).toArray());
    }
  }

  /**
   * Shows the table with a sentence on its meaning.
   *
   * @param result what was counted
   * @return the display
   */
  public static Display display(DeadUnitResult result) {
    long fewest = result.groups().values().stream().mapToLong(List::size).min().orElse(0);
    String text =
        "A unit is statically dead if the mask keeps no weight to it. The dynamic rate is the mean over"
            + " examples and all other units of how often ReLU gives 0; of a convolution a unit is a"
            + " channel, and each of its places counts."
            + (result.unseen().isEmpty()
                ? ""
                : " No ReLU of its own is seen behind "
                    + String.join(", ", result.unseen())
                    + ": it has none, or stands inside of a residual branch.")
            + trend(result)
            + (fewest == 1 ? " One network has no interval: it says nothing of another seed." : "");
    return Display.stack(List.of(Tables.display(table(result)), Display.text(text)));
  }

  /** Says whether the dynamic rate falls as its paper has it. */
  private static String trend(DeadUnitResult result) {
    List<DeadUnitNetwork> all = result.networks();
    double[] densities =
        result.groups().values().stream().mapToDouble(n -> n.get(0).density()).toArray();
    if (!isFalling(densities)) {
      return "";
    }
    String first = all.get(0).group();
    String last = all.get(all.size() - 1).group();
    return " From "
        + first
        + " to "
        + last
        + " the dynamic rate of all layers goes from "
        + percent(result, first)
        + " to "
        + percent(result, last)
        + "; the paper reports that it falls as a network is pruned (Liu et al.).";
  }

  private static String percent(DeadUnitResult result, String group) {
    return result
        .rate(group, DeadUnitResult.ALL, DeadRates::dynamicRate)
        .map(rate -> Numbers.significant(PERCENT * rate.mean(), 3) + " %")
        .orElse("none, as all units are statically dead,");
  }
}
