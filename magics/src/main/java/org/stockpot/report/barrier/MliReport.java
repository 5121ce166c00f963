package org.stockpot.report.barrier;

import java.util.List;
import java.util.Locale;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.Monotonicity;
import org.stockpot.barrier.PairResult;
import org.stockpot.barrier.PathScores;
import org.stockpot.barrier.Quantity;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.Scores;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.text.Listed;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Monotonic linear interpolation as a table and a chart. */
public final class MliReport {

  private static final int MOST_NAMES = 3;

  private MliReport() {}

  /**
   * Returns one row per network and quantity: where its training started, whether the quantity
   * falls monotonically from there to the trained weights, and the Δ of Δ-monotonicity.
   *
   * @param result lines from the starts of trainings to trained weights, each of whose series names
   *     the start
   * @return the table
   */
  public static Table table(BarrierResult result) {
    Table table =
        Table.create(
            "Monotonic linear interpolation: " + result.task(),
            Columns.NETWORK.texts(),
            Columns.START.texts(),
            Columns.QUANTITY.texts(),
            Columns.MONOTONIC.facts(),
            Columns.RISE.numbers(),
            Columns.UNIT.texts());
    for (PairResult pair : result.pairs()) {
      for (Quantity quantity : Quantity.values()) {
        if (pair.path().values(quantity).length > 0) {
          Monotonicity monotonicity = Monotonicity.of(pair.path(), quantity);
          table.stringColumn(0).append(pair.pair().name());
          table.stringColumn(1).append(pair.pair().series());
          table.stringColumn(2).append(name(quantity, pair.path().test().get(0).metric()));
          table.booleanColumn(3).append(monotonicity.isMonotonic());
          append(table, monotonicity, pair.path().test().get(0));
        }
      }
    }
    return table;
  }

  private static String name(Quantity quantity, Metric metric) {
    String words = quantity.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return quantity.isError() ? words.replace("error", Scores.errorName(metric)) : words;
  }

  private static void append(Table table, Monotonicity monotonicity, Score like) {
    boolean error = monotonicity.quantity().isError();
    double delta = monotonicity.delta();
    table.doubleColumn(4).append(error ? Scores.scale(like.metric()) * delta : delta);
    table.stringColumn(5).append(error ? errorUnit(like.metric()) : Scores.lossUnit(like.metric()));
  }

  private static String errorUnit(Metric metric) {
    return metric == Metric.ACCURACY ? "points" : "share of the variance";
  }

  /**
   * Shows the table with a sentence on its meaning.
   *
   * @param result lines from the starts of trainings to trained weights
   * @return the display
   */
  public static Display display(BarrierResult result) {
    String text =
        "Training walks a crooked way; this is the straight one, from "
            + starts(result)
            + ". Where loss only falls on it, nothing stands between the start and the solution. Δ is"
            + " the largest rise on the way.";
    return Display.stack(List.of(Tables.display(table(result)), Display.text(text)));
  }

  /** Says where the lines begin, such as {@code base to ft.1}. */
  private static String starts(BarrierResult result) {
    List<String> all =
        result.pairs().stream().map(p -> p.pair().series() + " to " + p.pair().name()).toList();
    return Listed.first(all, MOST_NAMES);
  }

  /**
   * Returns training and test loss from the start to the trained weights.
   *
   * @param result lines from the starts of trainings to trained weights
   * @return the figure
   */
  public static Figure chart(BarrierResult result) {
    LineChart chart =
        new LineChart(
            "Straight from start to solution: "
                + result.task()
                + "<br>loss by the position α, "
                + starts(result),
            "α (0: start of training, 1: trained)",
            "mean loss per example ("
                + Scores.lossUnit(result.pairs().get(0).path().test().get(0).metric())
                + ")");
    for (PairResult pair : result.pairs()) {
      PathScores path = pair.path();
      double[] positions = BarrierReport.positions(path);
      chart.line("test, " + pair.pair().name(), positions, path.values(Quantity.TEST_LOSS));
      if (!path.training().isEmpty()) {
        chart.line(
            "training, " + pair.pair().name(), positions, path.values(Quantity.TRAINING_LOSS));
      }
    }
    return chart.figure();
  }
}
