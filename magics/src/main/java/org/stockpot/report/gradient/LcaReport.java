package org.stockpot.report.gradient;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.stockpot.curvature.gradient.LcaResult;
import org.stockpot.curvature.gradient.LcaStep;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.GradientColumns;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.ResultReport;
import org.stockpot.report.parts.Scores;
import org.stockpot.report.parts.SettingColumns;
import org.stockpot.report.parts.StackChart;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** A loss change allocation as tables and charts. */
public final class LcaReport {

  /** The tables, charts and papers of these results. */
  public static final ResultReport<LcaResult> REPORT =
      ResultReport.of(LcaResult.class)
          .table("slots", "LcaReport.table", LcaReport::table)
          .table("steps", "LcaReport.steps", LcaReport::steps)
          .chart("LcaReport.chart", LcaReport::chart)
          .chart("shares", "LcaReport.shares", LcaReport::shares)
          .papers(
              (result, papers) -> {
                papers.addTask(result.task());
                papers.add("lan2019lca", "loss change allocation: which parameters lower the loss");
              });

  private static final int MOST_LAYERS = 6;
  private static final int MOST_PLACES = 200;

  private LcaReport() {}

  /**
   * Returns one row per slot, one for running statistics if they moved, one for what is not
   * allocated, and one for the whole.
   *
   * @param result an allocation
   * @return the table
   */
  public static Table table(LcaResult result) {
    Table table =
        Table.create(
            "Loss change allocation of " + result.training() + ", " + result.task(),
            SettingColumns.SLOT.texts(),
            GradientColumns.TRAINED_PARAMETERS.longs(),
            GradientColumns.ALLOCATED.numbers(Scores.lossUnit(result.metric())),
            GradientColumns.HELPING.numbers(),
            GradientColumns.HURTING.numbers());
    for (int slot = 0; slot < result.slots().size(); slot++) {
      table.stringColumn(0).append(result.slots().get(slot));
      table.longColumn(1).append(result.trained().get(slot));
      table.doubleColumn(2).append(result.total(slot));
      table.doubleColumn(3).append(100 * result.helping(slot));
      table.doubleColumn(4).append(100 * result.hurting(slot));
    }
    double statistics = sum(result, LcaStep::statistics);
    if (statistics != 0) {
      appendLine(table, "running statistics", statistics);
    }
    appendLine(table, "not allocated (integration)", sum(result, LcaStep::residual));
    table.stringColumn(0).append("change of the loss");
    table.longColumn(1).append(result.trained().stream().mapToLong(Long::longValue).sum());
    table.doubleColumn(2).append(sum(result, step -> step.lossAfter() - step.lossBefore()));
    table.doubleColumn(3).append(100 * mean(result, result::helping));
    table.doubleColumn(4).append(100 * mean(result, result::hurting));
    return table;
  }

  private static void appendLine(Table table, String name, double value) {
    table.stringColumn(0).append(name);
    table.longColumn(1).appendMissing();
    table.doubleColumn(2).append(value);
    table.doubleColumn(3).appendMissing();
    table.doubleColumn(4).appendMissing();
  }

  private static double sum(LcaResult result, ToDoubleFunction<LcaStep> of) {
    return result.steps().stream().mapToDouble(of).sum();
  }

  private static double mean(LcaResult result, ToDoubleFunction<LcaStep> of) {
    return result.steps().stream().mapToDouble(of).average().orElse(0);
  }

  /**
   * Returns one row per step.
   *
   * @param result an allocation
   * @return the table
   */
  public static Table steps(LcaResult result) {
    String unit = Scores.lossUnit(result.metric());
    Table table =
        Table.create(
            "Loss change allocation of " + result.training() + ", step by step",
            Columns.STEP.longs(),
            DoubleColumn.create(MetricColumns.loss("training", result.metric())),
            GradientColumns.ALLOCATED.numbers(unit),
            GradientColumns.NOT_ALLOCATED.numbers(unit),
            GradientColumns.SPLITS.ints(),
            GradientColumns.HELPING.numbers(),
            GradientColumns.HURTING.numbers());
    for (LcaStep step : result.steps()) {
      table.longColumn(0).append(step.to());
      table.doubleColumn(1).append(step.lossAfter());
      table.doubleColumn(2).append(step.sum());
      table.doubleColumn(3).append(step.residual());
      table.intColumn(4).append(step.splits());
      table.doubleColumn(5).append(100 * result.helping(step));
      table.doubleColumn(6).append(100 * result.hurting(step));
    }
    return table;
  }

  /**
   * Shows the table of slots with a sentence on what it means.
   *
   * @param result an allocation
   * @return the display
   */
  public static Display display(LcaResult result) {
    String unit = Scores.lossUnit(result.metric());
    long unresolved = result.unresolved();
    long split = result.steps().stream().filter(step -> step.splits() > 1).count();
    String every =
        result.options().every() == 1
            ? ""
            : ", each a straight piece of " + result.options().every() + " optimizer steps";
    String text =
        "Below 0 a parameter lowered the mean loss of "
            + Numbers.counted(result.examples(), "training example")
            + ". Over "
            + Numbers.counted(result.steps().size(), "step")
            + every
            + ", "
            + Numbers.percent(mean(result, result::helping), 1)
            + " of the trained parameters helped in a step and "
            + Numbers.percent(mean(result, result::hurting), 1)
            + " hurt; the others had no gradient or did not move. "
            + Numbers.counted(split, "step")
            + " needed more than one Simpson interval; "
            + (unresolved == 0
                ? "each sums up to the change of the loss within 0.001 " + unit + "."
                : unresolved
                    + " of them do not sum up to the change of the loss within 0.001 "
                    + unit
                    + " even in 32 pieces: their allocations are inexact.");
    return Display.stack(List.of(Tables.display(table(result)), Display.text(text)));
  }

  /**
   * Returns what each layer was allocated so far, over the steps.
   *
   * @param result an allocation
   * @return the figure
   */
  public static Figure chart(LcaResult result) {
    int[] places = places(result.steps().size());
    double[] xs = IntStream.of(places).mapToDouble(i -> result.steps().get(i).to()).toArray();
    String unit = Scores.lossUnit(result.metric());
    StackChart chart =
        new StackChart(
            "Where the loss fell: "
                + result.training()
                + ", "
                + result.task()
                + "<br>loss change allocated to layers so far, below 0 helped",
            "optimizer step",
            "change of the training loss (" + unit + ")",
            xs);
    double[] all = new double[places.length];
    layers(result)
        .forEach(
            (layer, slots) -> {
              double[] sums = at(places, cumulated(result, slots));
              IntStream.range(0, all.length).forEach(i -> all[i] += sums[i]);
              chart.part(layer, sums);
            });
    return chart.line("sum", all).figure();
  }

  /** Returns the layers of largest allocations by name, and the rest as one. */
  private static Map<String, List<Integer>> layers(LcaResult result) {
    Map<String, List<Integer>> layers = new LinkedHashMap<>();
    for (int slot = 0; slot < result.slots().size(); slot++) {
      String name = result.slots().get(slot);
      int dot = name.lastIndexOf('.');
      layers
          .computeIfAbsent(dot < 0 ? name : name.substring(0, dot), n -> new ArrayList<>())
          .add(slot);
    }
    if (layers.size() <= MOST_LAYERS + 1) {
      return layers;
    }
    List<String> first =
        layers.keySet().stream()
            .sorted(
                Comparator.comparingDouble(
                    name -> -Math.abs(layers.get(name).stream().mapToDouble(result::total).sum())))
            .limit(MOST_LAYERS)
            .toList();
    Map<String, List<Integer>> shown = new LinkedHashMap<>(layers);
    shown.keySet().retainAll(first);
    List<Integer> others =
        layers.entrySet().stream()
            .filter(layer -> !first.contains(layer.getKey()))
            .flatMap(layer -> layer.getValue().stream())
            .toList();
    shown.put((layers.size() - MOST_LAYERS) + " other layers", others);
    return shown;
  }

  private static double[] cumulated(LcaResult result, List<Integer> slots) {
    double[] sums = new double[result.steps().size()];
    double sum = 0;
    for (int i = 0; i < sums.length; i++) {
      List<Double> allocated = result.steps().get(i).allocated();
      sum += slots.stream().mapToDouble(allocated::get).sum();
      sums[i] = sum;
    }
    return sums;
  }

  /** Returns at most so many places among steps, the last always. */
  private static int[] places(int steps) {
    int count = Math.min(steps, MOST_PLACES);
    return IntStream.rangeClosed(1, count).map(i -> (int) ((long) i * steps / count) - 1).toArray();
  }

  private static double[] at(int[] places, double... values) {
    return IntStream.of(places).mapToDouble(i -> values[i]).toArray();
  }

  /**
   * Returns the shares of parameters that helped and hurt, over the steps: means over neighbours
   * where there are many steps.
   *
   * @param result an allocation
   * @return the figure
   */
  public static Figure shares(LcaResult result) {
    int[] places = places(result.steps().size());
    double[] xs = IntStream.of(places).mapToDouble(i -> result.steps().get(i).to()).toArray();
    int each = places.length == 0 ? 1 : (result.steps().size() + places.length - 1) / places.length;
    LineChart chart =
        new LineChart(
            "Parameters that helped and hurt: "
                + result.training()
                + ", "
                + result.task()
                + (each == 1 ? "" : "<br>means over " + each + " steps"),
            "optimizer step",
            "share of the trained parameters (%)");
    chart.percentY();
    chart.plain("helped", xs, means(result, places, result::helping));
    chart.plain("hurt", xs, means(result, places, result::hurting));
    return chart.figure();
  }

  private static double[] means(LcaResult result, int[] places, ToDoubleFunction<LcaStep> share) {
    double[] means = new double[places.length];
    int from = 0;
    for (int i = 0; i < places.length; i++) {
      List<LcaStep> some = result.steps().subList(from, places[i] + 1);
      means[i] = 100 * some.stream().mapToDouble(share).average().orElse(0);
      from = places[i] + 1;
    }
    return means;
  }
}
