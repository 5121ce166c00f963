package org.stockpot.report.task;

import java.util.Arrays;
import java.util.List;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.LineChart;
import org.stockpot.task.TrainResult;
import org.stockpot.task.sparse.MaskHistory;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** How the mask of a training moved, as a table and a chart. */
public final class MaskReport {

  private MaskReport() {}

  /**
   * Returns one row per update of the mask: the step before which it was, the weights that went and
   * came, and those kept behind it.
   *
   * @param result a training whose mask moved
   * @return the table; no rows if the mask did not move
   */
  public static Table table(TrainResult result) {
    Table table =
        Table.create(
            "Masks: " + result.task(),
            Columns.STEP.longs(),
            Columns.DROPPED.ints(),
            Columns.GROWN.ints(),
            Columns.WEIGHTS_KEPT.ints(),
            Columns.KEPT.numbers());
    for (MaskHistory.Move move : moves(result)) {
      table.longColumn(0).append(move.step());
      table.intColumn(1).append(move.dropped());
      table.intColumn(2).append(move.grown());
      table.intColumn(3).append(move.kept());
      table.doubleColumn(4).append(100 * share(result, move.kept()));
    }
    return table;
  }

  private static List<MaskHistory.Move> moves(TrainResult result) {
    return result.training().masks().map(MaskHistory::moves).orElse(List.of());
  }

  private static double share(TrainResult result, int weights) {
    return (double) weights / result.mask().layout().prunable();
  }

  /**
   * Returns what went, what came and what was kept at each update, against the step.
   *
   * @param result a training whose mask moved
   * @return the figure; in per cent of the prunable weights
   */
  public static Figure chart(TrainResult result) {
    List<MaskHistory.Move> moves = moves(result);
    double[] steps = moves.stream().mapToDouble(m -> (double) m.step()).toArray();
    return new LineChart(
            "Masks: "
                + result.task()
                + ", seed "
                + result.job().seed()
                + "<br>"
                + result.job().recipe().sparse().sparse()
                + ", weights by step",
            "step",
            "% of the prunable weights")
        .line("kept", steps, percent(result, moves.stream().mapToInt(m -> m.kept()).toArray()))
        .line(
            "dropped", steps, percent(result, moves.stream().mapToInt(m -> m.dropped()).toArray()))
        .line("grown", steps, percent(result, moves.stream().mapToInt(m -> m.grown()).toArray()))
        .figure();
  }

  private static double[] percent(TrainResult result, int... weights) {
    return Arrays.stream(weights).mapToDouble(w -> 100 * share(result, w)).toArray();
  }
}
