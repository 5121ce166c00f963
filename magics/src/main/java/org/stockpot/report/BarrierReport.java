package org.stockpot.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.Curve;
import org.stockpot.barrier.PairResult;
import org.stockpot.barrier.Quantity;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.task.Baseline;
import org.stockpot.task.Estimate;
import org.stockpot.task.Statistics;
import org.stockpot.text.Numbers;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** Barriers as tables and a chart. */
public final class BarrierReport {

  private static final int MOST_LINES = 6;

  private BarrierReport() {}

  /**
   * Returns one row per pair and treatment of statistics: the barriers of test error by both
   * definitions, where it peaks, those of training error and test loss, and whether the pair is
   * connected.
   *
   * @param result barriers
   * @return the table; errors are in per cent
   */
  public static Table table(BarrierResult result) {
    Table table =
        Table.create(
            "Error barriers: " + result.task(),
            StringColumn.create("pair"),
            StringColumn.create("statistics"),
            DoubleColumn.create("distance"),
            DoubleColumn.create("test error barrier % (mean)"),
            DoubleColumn.create("(chord)"),
            DoubleColumn.create("peak at α"),
            DoubleColumn.create("training error barrier % (mean)"),
            DoubleColumn.create("test loss barrier (mean)"),
            BooleanColumn.create("connected"));
    for (PairResult pair : result.pairs()) {
      for (Curve curve : pair.curves()) {
        double error = curve.height(Quantity.TEST_ERROR, Baseline.MEAN);
        table.stringColumn(0).append(pair.pair().name());
        table.stringColumn(1).append(label(curve.statistics()));
        table.doubleColumn(2).append(pair.length());
        table.doubleColumn(3).append(100 * error);
        table.doubleColumn(4).append(100 * curve.height(Quantity.TEST_ERROR, Baseline.CHORD));
        table.doubleColumn(5).append(curve.peak(Quantity.TEST_ERROR, Baseline.MEAN));
        table.doubleColumn(6).append(100 * curve.height(Quantity.TRAINING_ERROR, Baseline.MEAN));
        table.doubleColumn(7).append(curve.height(Quantity.TEST_LOSS, Baseline.MEAN));
        table.booleanColumn(8).append(error <= result.options().stable());
      }
    }
    return table;
  }

  /**
   * Returns one row per pair, treatment of statistics and position.
   *
   * @param result barriers
   * @return the table
   */
  public static Table samples(BarrierResult result) {
    Table table =
        Table.create(
            "Samples along the lines: " + result.task(),
            StringColumn.create("pair"),
            StringColumn.create("statistics"),
            DoubleColumn.create("α"),
            DoubleColumn.create("test error"),
            DoubleColumn.create("test loss"),
            DoubleColumn.create("training error"),
            DoubleColumn.create("training loss"));
    for (PairResult pair : result.pairs()) {
      for (Curve curve : pair.curves()) {
        for (int i = 0; i < curve.positions().size(); i++) {
          boolean trained = !curve.training().isEmpty();
          table.stringColumn(0).append(pair.pair().name());
          table.stringColumn(1).append(label(curve.statistics()));
          table.doubleColumn(2).append(curve.positions().get(i));
          table.doubleColumn(3).append(curve.test().get(i).error());
          table.doubleColumn(4).append(curve.test().get(i).loss());
          table.doubleColumn(5).append(trained ? curve.training().get(i).error() : Double.NaN);
          table.doubleColumn(6).append(trained ? curve.training().get(i).loss() : Double.NaN);
        }
      }
    }
    return table;
  }

  /**
   * Shows the table with a sentence for those who have never seen a barrier.
   *
   * @param result barriers
   * @return the display
   */
  public static Display display(BarrierResult result) {
    List<Display> parts = new ArrayList<>();
    parts.add(Tables.display(table(result)));
    List<PairResult> pairs = result.pairs();
    long connected = pairs.stream().filter(result::connected).count();
    Estimate height =
        Estimate.of(
            pairs.stream()
                .map(p -> 100 * p.curve().height(Quantity.TEST_ERROR, Baseline.MEAN))
                .toList());
    String spread =
        height.n() > 1 ? " ± " + Numbers.significant(Intervals.halfWidth(height), 3) : "";
    parts.add(
        Display.text(
            "Walking straight from one network to the other, the test error rises by "
                + Numbers.significant(height.mean(), 3)
                + spread
                + " points above the mean of both ends (n = "
                + height.n()
                + treatment(pairs.get(0))
                + "); "
                + connected
                + " of "
                + pairs.size()
                + " stay within "
                + Numbers.percent(result.options().stable(), 1)
                + ". Without a rise, both lie in one valley of the error and their average is as good"
                + " as they are; with one, a ridge lies between them and an average would sit on it."));
    return Display.stack(parts);
  }

  /** Names the statistics that the sentence speaks of, where several were measured. */
  private static String treatment(PairResult pair) {
    return pair.curves().size() > 1 ? ", statistics: " + label(pair.curve().statistics()) : "";
  }

  /**
   * Returns test and training error against the position on the line.
   *
   * @param result barriers
   * @return the figure
   */
  public static Figure chart(BarrierResult result) {
    List<PairResult> pairs = result.pairs();
    boolean alone = pairs.size() == 1;
    LineChart chart =
        new LineChart(
            "Error on the straight path"
                + (alone ? " " + pairs.get(0).pair().name() : "")
                + ": "
                + result.task(),
            "α (0: first network, 1: second)",
            "error (%)");
    for (PairResult pair : pairs.subList(0, Math.min(MOST_LINES, pairs.size()))) {
      for (Curve curve : pair.curves()) {
        String name = alone ? "" : pair.pair().name() + ", ";
        String suffix = pair.curves().size() > 1 ? ", " + label(curve.statistics()) : "";
        double[] positions = positions(curve);
        chart.line(name + "test" + suffix, positions, percent(curve, Quantity.TEST_ERROR));
        if (!curve.training().isEmpty() && alone) {
          chart.line("training" + suffix, positions, percent(curve, Quantity.TRAINING_ERROR));
        }
      }
    }
    return chart.figure();
  }

  static double[] positions(Curve curve) {
    return curve.positions().stream().mapToDouble(Double::doubleValue).toArray();
  }

  static double[] percent(Curve curve, Quantity quantity) {
    double[] values = curve.values(quantity);
    for (int i = 0; i < values.length; i++) {
      values[i] *= 100;
    }
    return values;
  }

  static String label(Statistics statistics) {
    return statistics.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
