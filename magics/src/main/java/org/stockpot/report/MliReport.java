package org.stockpot.report;

import java.util.List;
import java.util.Locale;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.Curve;
import org.stockpot.barrier.Monotonicity;
import org.stockpot.barrier.PairResult;
import org.stockpot.barrier.Quantity;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.task.Score;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Monotonic linear interpolation as a table and a chart. */
public final class MliReport {

  private MliReport() {}

  /**
   * Returns one row per network and quantity: whether it falls monotonically from the
   * initialisation to the trained weights, and the Δ of Δ-monotonicity.
   *
   * @param result lines from initialisations to trained weights
   * @return the table
   */
  public static Table table(BarrierResult result) {
    Table table =
        Table.create(
            "Monotonic linear interpolation: " + result.task(),
            StringColumn.create("network"),
            StringColumn.create("quantity"),
            BooleanColumn.create("monotonic"),
            DoubleColumn.create("Δ"),
            StringColumn.create("unit of Δ"));
    for (PairResult pair : result.pairs()) {
      for (Quantity quantity : Quantity.values()) {
        if (pair.curve().values(quantity).length > 0) {
          Monotonicity monotonicity = Monotonicity.of(pair.curve(), quantity);
          table.stringColumn(0).append(pair.pair().name());
          table.stringColumn(1).append(quantity.name().toLowerCase(Locale.ROOT).replace('_', ' '));
          table.booleanColumn(2).append(monotonicity.isMonotonic());
          append(table, monotonicity, pair.curve().test().get(0));
        }
      }
    }
    return table;
  }

  private static void append(Table table, Monotonicity monotonicity, Score like) {
    boolean error = monotonicity.quantity().isError();
    double delta = monotonicity.delta();
    table.doubleColumn(3).append(error ? Scores.scale(like.metric()) * delta : delta);
    table
        .stringColumn(4)
        .append(error ? Scores.unit(like.metric()) : Scores.lossUnit(like.metric()));
  }

  /**
   * Shows the table with a sentence on its meaning.
   *
   * @param result lines from initialisations to trained weights
   * @return the display
   */
  public static Display display(BarrierResult result) {
    String text =
        "Training walks a crooked way; this is the straight one. Where loss only falls on it, nothing"
            + " stands between the initialisation and the solution. Δ is the largest rise on the way.";
    return Display.stack(List.of(Tables.display(table(result)), Display.text(text)));
  }

  /**
   * Returns training and test loss from the initialisation to the trained weights.
   *
   * @param result lines from initialisations to trained weights
   * @return the figure
   */
  public static Figure chart(BarrierResult result) {
    LineChart chart =
        new LineChart(
            "From the initialisation to the solution: " + result.task(),
            "α (0: initialisation, 1: trained)",
            "mean loss per example ("
                + Scores.lossUnit(result.pairs().get(0).curve().test().get(0).metric())
                + ")");
    for (PairResult pair : result.pairs()) {
      Curve curve = pair.curve();
      double[] positions = BarrierReport.positions(curve);
      chart.line("test, " + pair.pair().name(), positions, curve.values(Quantity.TEST_LOSS));
      if (!curve.training().isEmpty()) {
        chart.line(
            "training, " + pair.pair().name(), positions, curve.values(Quantity.TRAINING_LOSS));
      }
    }
    return chart.figure();
  }
}
