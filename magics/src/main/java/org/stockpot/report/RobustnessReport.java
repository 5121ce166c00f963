package org.stockpot.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.stockpot.barrier.Quantity;
import org.stockpot.barrier.RobustnessResult;
import org.stockpot.barrier.RobustnessResult.Trial;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.task.Baseline;
import org.stockpot.task.Estimate;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Robustness to perturbed starts, as a table and a chart. */
public final class RobustnessReport {

  private RobustnessReport() {}

  /**
   * Returns one row per length of the perturbation over all replicates.
   *
   * @param result a robustness test
   * @return the table; errors are in per cent
   */
  public static Table table(RobustnessResult result) {
    Table table =
        Table.create(
            "Robustness of the rewound start: " + result.task(),
            DoubleColumn.create("perturbation (rewind distances)"),
            DoubleColumn.create("length"),
            DoubleColumn.create("test error barrier %"),
            DoubleColumn.create("± 95 %"),
            IntColumn.create("n"),
            BooleanColumn.create("returns to the same mode"));
    groups(result)
        .forEach(
            (multiple, trials) -> {
              Estimate barrier = barrier(trials);
              table.doubleColumn(0).append(multiple);
              table
                  .doubleColumn(1)
                  .append(trials.stream().mapToDouble(Trial::length).average().orElse(0));
              table.doubleColumn(2).append(barrier.mean());
              table.doubleColumn(3).append(Intervals.halfWidth(barrier));
              table.intColumn(4).append(barrier.n());
              table.booleanColumn(5).append(barrier.mean() <= 100 * result.barrier().stable());
            });
    return table;
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
            + " throw the network out of it.";
    return Display.stack(List.of(Tables.display(table(result)), Display.text(text)));
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
    List<Estimate> barriers = groups.values().stream().map(RobustnessReport::barrier).toList();
    double level = 100 * result.barrier().stable();
    return new LineChart(
            "Robustness of the rewound start: " + result.task(),
            "perturbation (distances between successive rewound starts)",
            "test error barrier (%)")
        .banded(
            "perturbed and trained",
            multiples,
            barriers.stream().mapToDouble(Estimate::mean).toArray(),
            barriers.stream().mapToDouble(b -> b.mean() - Intervals.halfWidth(b)).toArray(),
            barriers.stream().mapToDouble(b -> b.mean() + Intervals.halfWidth(b)).toArray())
        .plain(
            "same mode below",
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

  private static Estimate barrier(List<Trial> trials) {
    return Estimate.of(
        trials.stream()
            .map(t -> 100 * t.pair().curve().height(Quantity.TEST_ERROR, Baseline.MEAN))
            .toList());
  }
}
