package org.stockpot.report;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.PairResult;
import org.stockpot.barrier.Quantity;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.prune.PruneResult;
import org.stockpot.task.Baseline;
import org.stockpot.task.Estimate;
import org.stockpot.task.Verdict;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/**
 * The barriers of a pruning run beside its accuracy: whether successive solutions are connected if
 * and only if they match the dense network.
 *
 * <p>See Paul et al., "Unmasking the Lottery Ticket Hypothesis", ICLR 2023, §3.1.
 *
 * @param pruning the run
 * @param barriers those of its {@link PruneResult#pairs}
 */
public record LadderBarrierReport(PruneResult pruning, BarrierResult barriers) {

  private static final List<String> SERIES =
      List.of(PruneResult.SOLUTIONS, PruneResult.PROJECTIONS, PruneResult.STARTS);

  /**
   * Returns one row per pruned level L: the error barriers to level L + 1 of solutions, projections
   * and rewound starts as means over seeds, whether level L + 1 is matching, whether its solution
   * is connected to that of L, and whether the two agree.
   *
   * @return the table; errors are in per cent
   */
  public Table table() {
    Table table =
        Table.create(
            "Connected if and only if matching? " + pruning.task(),
            StringColumn.create("levels"),
            DoubleColumn.create("kept %"),
            DoubleColumn.create("test error %"),
            BooleanColumn.create("matching"),
            DoubleColumn.create("barrier of solutions %"),
            DoubleColumn.create("± 95 %"),
            IntColumn.create("n"),
            BooleanColumn.create("connected"),
            StringColumn.create("agree"),
            DoubleColumn.create("barrier to projection %"),
            DoubleColumn.create("barrier of starts %"));
    for (int level = 0; level < levels(); level++) {
      Estimate solutions = barrier(PruneResult.SOLUTIONS, level);
      table.stringColumn(0).append(level + " → " + (level + 1));
      table.doubleColumn(1).append(kept(level));
      table.doubleColumn(2).append(100 * pruning.testError(level + 1).mean());
      table.booleanColumn(3).append(pruning.matching(level + 1) == Verdict.YES);
      table.doubleColumn(4).append(solutions.mean());
      table.doubleColumn(5).append(Intervals.halfWidth(solutions));
      table.intColumn(6).append(solutions.n());
      table.booleanColumn(7).append(connected(level));
      table.stringColumn(8).append(agrees(level) ? "yes" : "no");
      table.doubleColumn(9).append(barrier(PruneResult.PROJECTIONS, level).mean());
      table.doubleColumn(10).append(barrier(PruneResult.STARTS, level).mean());
    }
    return table;
  }

  /**
   * Shows the table with a sentence that counts the agreements.
   *
   * @return the display
   */
  public Display display() {
    List<Display> parts = new ArrayList<>();
    parts.add(Tables.display(table()));
    int agreements = 0;
    for (int level = 0; level < levels(); level++) {
      agreements += agrees(level) ? 1 : 0;
    }
    parts.add(
        Display.text(
            "The claim is that successive solutions are connected by a straight path without a"
                + " barrier if and only if the sparser one still matches the dense network: "
                + agreements
                + " of "
                + levels()
                + " levels agree. A solution's projection is the solution with the next mask already"
                + " applied; its barrier says how far pruning alone throws the network out of its"
                + " valley before retraining brings it back."));
    return Display.stack(parts);
  }

  /**
   * Returns the barriers of all three series against the share of weights kept, beside how far the
   * test error lies above the dense one.
   *
   * @return the figure
   */
  public Figure chart() {
    int levels = levels();
    double[] kept = new double[levels];
    double[] above = new double[levels];
    for (int level = 0; level < levels; level++) {
      kept[level] = kept(level);
      above[level] = 100 * (pruning.testError(level + 1).mean() - pruning.testError(0).mean());
    }
    LineChart chart =
        new LineChart(
                "Connected if and only if matching? " + pruning.task(),
                "weights kept at the sparser end (%)",
                "barrier of the test error (points)")
            .fallingLogX(PruneReport.ticks(kept));
    for (String series : SERIES) {
      double[] mean = new double[levels];
      double[] low = new double[levels];
      double[] high = new double[levels];
      for (int level = 0; level < levels; level++) {
        Estimate barrier = barrier(series, level);
        mean[level] = barrier.mean();
        low[level] = barrier.mean() - Intervals.halfWidth(barrier);
        high[level] = barrier.mean() + Intervals.halfWidth(barrier);
      }
      chart.banded(series, kept, mean, low, high);
    }
    return chart.line("error above dense", kept, above).figure();
  }

  private int levels() {
    return barriers.pairs().stream().mapToInt(p -> p.pair().level() + 1).max().orElse(0);
  }

  private double kept(int level) {
    return 100 * pruning.longest().rounds().get(level + 1).density();
  }

  private boolean connected(int level) {
    return barrier(PruneResult.SOLUTIONS, level).mean() <= 100 * barriers.options().stable();
  }

  private boolean agrees(int level) {
    return connected(level) == (pruning.matching(level + 1) == Verdict.YES);
  }

  /** Returns the test error barrier of one series at one level over the seeds, in per cent. */
  private Estimate barrier(String series, int level) {
    List<Double> heights = new ArrayList<>();
    for (PairResult pair : barriers.pairs()) {
      if (pair.pair().series().equals(series) && pair.pair().level() == level) {
        heights.add(100 * pair.curve().height(Quantity.TEST_ERROR, Baseline.MEAN));
      }
    }
    return Estimate.of(heights);
  }
}
