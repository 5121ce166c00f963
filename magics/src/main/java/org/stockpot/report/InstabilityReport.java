package org.stockpot.report;

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
import org.stockpot.task.Baseline;
import org.stockpot.task.Estimate;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Instability by the position of the fork, as a table and a chart. */
public final class InstabilityReport {

  private InstabilityReport() {}

  /**
   * Returns one row per line and position of the fork over all replicates.
   *
   * @param result an instability analysis
   * @return the table; errors are in per cent
   */
  public static Table table(InstabilityResult result) {
    Table table =
        Table.create(
            "Instability: " + result.task(),
            StringColumn.create("line"),
            StringColumn.create("fork at"),
            LongColumn.create("step"),
            DoubleColumn.create("test error at the fork %"),
            DoubleColumn.create("test error of the copies %"),
            DoubleColumn.create("test error barrier %"),
            DoubleColumn.create("± 95 %"),
            IntColumn.create("n"),
            DoubleColumn.create("training error barrier %"),
            BooleanColumn.create("stable"));
    groups(result)
        .values()
        .forEach(
            forks -> {
              ForkResult first = forks.get(0);
              Estimate barrier = barrier(forks);
              table.stringColumn(0).append(first.series());
              table.stringColumn(1).append(first.step() == 0 ? "init" : first.at().toString());
              table.longColumn(2).append(first.step());
              table.doubleColumn(3).append(mean(forks, f -> f.forked().error()));
              table.doubleColumn(4).append(mean(forks, InstabilityReport::ends));
              table.doubleColumn(5).append(barrier.mean());
              table.doubleColumn(6).append(Intervals.halfWidth(barrier));
              table.intColumn(7).append(barrier.n());
              table.doubleColumn(8).append(mean(forks, f -> height(f, Quantity.TRAINING_ERROR)));
              table.booleanColumn(9).append(barrier.mean() <= 100 * result.barrier().stable());
            });
    return table;
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
            + " compared. A barrier below "
            + Numbers.percent(result.barrier().stable(), 1)
            + " means that from there on the noise of training no longer decides in which valley the"
            + " network ends; rewinding to such a step gives tickets a chance.";
    return Display.stack(List.of(Tables.display(table(result)), Display.text(text)));
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
            "Instability: " + result.task(),
            "step k of the fork",
            "test error barrier between copies (%)");
    Map<String, List<List<ForkResult>>> lines = new LinkedHashMap<>();
    groups(result)
        .values()
        .forEach(g -> lines.computeIfAbsent(g.get(0).series(), s -> new ArrayList<>()).add(g));
    lines.forEach(
        (series, groups) -> {
          double[] steps = groups.stream().mapToDouble(g -> (double) g.get(0).step()).toArray();
          List<Estimate> barriers = groups.stream().map(InstabilityReport::barrier).toList();
          chart.banded(
              series,
              steps,
              barriers.stream().mapToDouble(Estimate::mean).toArray(),
              barriers.stream().mapToDouble(b -> b.mean() - Intervals.halfWidth(b)).toArray(),
              barriers.stream().mapToDouble(b -> b.mean() + Intervals.halfWidth(b)).toArray());
        });
    double last = result.forks().stream().mapToDouble(f -> (double) f.step()).max().orElse(0);
    double level = 100 * result.barrier().stable();
    return chart
        .plain("stable below", new double[] {0, last}, new double[] {level, level})
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

  private static Estimate barrier(List<ForkResult> forks) {
    return Estimate.of(forks.stream().map(f -> 100 * height(f, Quantity.TEST_ERROR)).toList());
  }

  private static double height(ForkResult fork, Quantity quantity) {
    return fork.pair().curve().height(quantity, Baseline.MEAN);
  }

  private static double ends(ForkResult fork) {
    double[] errors = fork.pair().curve().values(Quantity.TEST_ERROR);
    return (errors[0] + errors[errors.length - 1]) / 2;
  }

  private static double mean(List<ForkResult> forks, ToDoubleFunction<ForkResult> f) {
    return 100 * forks.stream().mapToDouble(f).average().orElse(Double.NaN);
  }
}
