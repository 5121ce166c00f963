package org.stockpot.report;

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
import org.stockpot.task.Interval;
import org.stockpot.task.Score;
import org.stockpot.task.Verdict;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Robustness to perturbed starts, as a table and a chart. */
public final class RobustnessReport {

  private RobustnessReport() {}

  /**
   * Returns one row per length of the perturbation over all replicates.
   *
   * @param result a robustness test
   * @return the table; barriers are in points
   */
  public static Table table(RobustnessResult result) {
    Table table =
        Table.create(
            "Robustness of the rewound start: " + result.task(),
            DoubleColumn.create("perturbation (rewind distances)"),
            DoubleColumn.create("length"),
            DoubleColumn.create(
                BarrierReport.heading("test error", "points", result.barrier().baseline())),
            DoubleColumn.create("± 95 %"),
            StringColumn.create("n"),
            StringColumn.create(
                "returns to the same mode (within "
                    + result.barrier().stable().words(result.dense())
                    + ")"));
    groups(result)
        .forEach(
            (multiple, trials) -> {
              Interval barrier = result.barrier(trials);
              long lost = diverged(result, multiple);
              table.doubleColumn(0).append(multiple);
              table
                  .doubleColumn(1)
                  .append(trials.stream().mapToDouble(Trial::length).average().orElse(0));
              Scores.append(table.doubleColumn(2), barrier.mean(), like(result));
              Scores.append(table.doubleColumn(3), barrier.halfWidth(), like(result));
              table.stringColumn(4).append(Scores.count(barrier, lost));
              table.stringColumn(5).append(returns(result, barrier, lost).toString());
            });
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
    return result.trials().get(0).pair().curve().test().get(0);
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
            + lost(result.diverged());
    return Display.stack(List.of(Tables.display(table(result)), Display.text(text)));
  }

  /** Names what is missing because it diverged. */
  static String lost(List<DivergedRun> diverged) {
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
            "Robustness of the rewound start: " + result.task(),
            "perturbation (distances between successive rewound starts)",
            BarrierReport.heading("test error", "points", result.barrier().baseline()));
    Scores.banded(chart, "perturbed and trained", multiples, barriers, like(result));
    double level = 100 * bound(result);
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
