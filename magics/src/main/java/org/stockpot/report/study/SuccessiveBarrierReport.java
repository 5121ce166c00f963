package org.stockpot.report.study;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.SuccessivePairs;
import org.stockpot.report.parts.Columns;
import org.stockpot.report.parts.Intervals;
import org.stockpot.report.parts.LineChart;
import org.stockpot.report.parts.MetricColumns;
import org.stockpot.report.parts.PathWords;
import org.stockpot.report.parts.ScoreCharts;
import org.stockpot.report.parts.ScoreColumns;
import org.stockpot.report.parts.Scores;
import org.stockpot.study.SuccessiveBarriers;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Verdict;
import tech.tablesaw.api.DoubleColumn;
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
public record SuccessiveBarrierReport(PruneResult pruning, BarrierResult barriers) {

  private static final List<String> SERIES =
      List.of(SuccessivePairs.SOLUTIONS, SuccessivePairs.PROJECTIONS, SuccessivePairs.STARTS);

  /**
   * Returns one row per pruned level L: the barriers of test error to level L + 1 of solutions,
   * projections and rewound starts as means over seeds, whether both solutions match the dense
   * networks, whether they are connected, whether the two agree, and whether random pruning matches
   * at that sparsity too.
   *
   * @return the table; errors are in per cent, barriers in points
   */
  public Table table() {
    Metric metric = like().metric();
    Table table =
        Table.create(
            "Connected if and only if matching? " + pruning.task(),
            Columns.LEVELS.texts(),
            Columns.KEPT.numbers(),
            DoubleColumn.create(MetricColumns.error("test", metric)),
            Columns.BOTH_MATCHING.texts(pruning.matchingWords()),
            DoubleColumn.create(heading("solutions")));
    Intervals intervals = new Intervals("barrier", metric).besides(table);
    table.addColumns(
        Columns.RIDGES.texts(),
        Columns.CONNECTED.texts(stableWords()),
        Columns.AGREE.texts(),
        Columns.RANDOM.texts(),
        DoubleColumn.create(heading("projection")),
        DoubleColumn.create(heading("starts")));
    intervals.over(table);
    for (int level = 0; level < found().levels(); level++) {
      Interval solutions = found().barrier(SuccessivePairs.SOLUTIONS, level);
      table.stringColumn(0).append(level + " → " + (level + 1));
      table.doubleColumn(1).append(kept(level));
      append(table.doubleColumn(2), pruning.testError(level + 1).mean());
      table.stringColumn(3).append(found().matching(level).toString());
      append(table.doubleColumn(4), solutions.mean());
      intervals.append(solutions, like(), pruning.diverged(level + 1));
      table.stringColumn(7).append(PathWords.ridges(barriers.at(SuccessivePairs.SOLUTIONS, level)));
      table.stringColumn(8).append(found().connected(level).toString());
      table.stringColumn(9).append(found().agreement(level).toString());
      table.stringColumn(10).append(random(level));
      append(table.doubleColumn(11), found().mean(SuccessivePairs.PROJECTIONS, level));
      append(table.doubleColumn(12), found().mean(SuccessivePairs.STARTS, level));
    }
    intervals.divergedTo(table);
    return table;
  }

  private String heading(String of) {
    return MetricColumns.barrierBetween(of, like().metric(), barriers.options().baseline());
  }

  private String random(int level) {
    return pruning.randomMatches(level + 1).map(Verdict::toString).orElse("");
  }

  /**
   * Shows the table with a sentence that counts the agreements.
   *
   * @return the display
   */
  public Display display() {
    return Display.stack(List.of(Tables.display(table()), Display.text(words())));
  }

  private String words() {
    List<Integer> levels = IntStream.range(0, found().levels()).boxed().toList();
    List<Integer> trivial =
        levels.stream()
            .filter(l -> pruning.randomMatches(l + 1).equals(Optional.of(Verdict.YES)))
            .toList();
    List<Integer> rest = levels.stream().filter(l -> !trivial.contains(l)).toList();
    String text =
        "The claim is that at higher sparsities successive solutions are connected by a straight"
            + " path without a barrier if and only if both match the dense network: "
            + counts(rest)
            + (trivial.isEmpty()
                ? ""
                : "; where random pruning matches as well, "
                    + counts(trivial)
                    + ", which say nothing about magnitude pruning")
            + ". "
            + untested(rest);
    if (pruning.randomMatches(1).isEmpty()) {
      text +=
          "Whether random pruning matches as well was not measured (%imp --controls random-mask). ";
    }
    if (Double.isNaN(found().bound())) {
      text +=
          "One dense run has no spread: give more seeds, or say what counts as connected, as with"
              + " --stable 0.5%. ";
    }
    return text
        + "A solution's projection is the solution with the next mask already applied; its barrier"
        + " says how far pruning alone throws the network out of its valley before retraining"
        + " brings it back.";
  }

  /** Names the half of the claim that no level could have refuted. */
  private String untested(List<Integer> levels) {
    List<Integer> decided =
        levels.stream().filter(l -> found().agreement(l) != Verdict.UNDECIDED).toList();
    if (decided.stream().anyMatch(l -> found().agreement(l) == Verdict.NO)) {
      return "";
    }
    if (decided.isEmpty()) {
      return "No level is decided: neither half of the claim is tested here. ";
    }
    String all =
        decided.size() == 1 ? "The one decided level " : decided.size() + " decided levels";
    if (decided.stream().allMatch(l -> found().matching(l) == Verdict.YES)) {
      return (decided.size() == 1 ? all + "matches and is" : "All " + all + " match and are")
          + " connected: the only-if half is not tested here. ";
    }
    if (decided.stream().allMatch(l -> found().matching(l) == Verdict.NO)) {
      return (decided.size() == 1
              ? all + "neither matches nor is"
              : "None of the " + all + " matches or is")
          + " connected: the if half is not tested here. ";
    }
    return "";
  }

  private String counts(List<Integer> levels) {
    long yes = levels.stream().filter(l -> found().agreement(l) == Verdict.YES).count();
    long no = levels.stream().filter(l -> found().agreement(l) == Verdict.NO).count();
    return yes
        + " of "
        + (yes + no)
        + " decided levels agree, "
        + (levels.size() - yes - no)
        + " are undecided";
  }

  /**
   * Returns the barriers of all three series against the share of weights kept, beside how far the
   * test error lies above the dense one.
   *
   * @return the figure
   */
  public Figure chart() {
    int levels = found().levels();
    double[] kept = new double[levels];
    double[] above = new double[levels];
    for (int level = 0; level < levels; level++) {
      kept[level] = kept(level);
      above[level] = rounded(pruning.testError(level + 1).mean() - pruning.testError(0).mean());
    }
    LineChart chart =
        new LineChart(
                "Connected if and only if matching? "
                    + pruning.task()
                    + "<br>barriers between successive levels by the weights kept",
                "weights kept at the sparser end (%)",
                MetricColumns.barrier("test", like().metric(), barriers.options().baseline()))
            .fallingLogX(kept);
    for (String series : SERIES.stream().filter(found()::isMeasured).toList()) {
      List<Interval> heights =
          IntStream.range(0, levels).mapToObj(level -> found().barrier(series, level)).toList();
      ScoreCharts.banded(chart, series, kept, heights, like());
    }
    return chart.line(Scores.errorName(like().metric()) + " above dense", kept, above).figure();
  }

  private SuccessiveBarriers found() {
    return new SuccessiveBarriers(pruning, barriers);
  }

  private double kept(int level) {
    return 100 * found().kept(level);
  }

  private String stableWords() {
    return barriers.options().stable().words(pruning.testError(0));
  }

  private void append(DoubleColumn column, double share) {
    ScoreColumns.append(column, share, like());
  }

  private double rounded(double share) {
    return Scores.rounded(share, like());
  }

  private Score like() {
    return barriers.pairs().get(0).path().test().get(0);
  }
}
