package org.stockpot.report.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.LinearBarrier;
import org.stockpot.prune.Copies;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.PruneReplicate;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Round;
import org.stockpot.task.Baseline;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.replicates.Tolerance;
import org.stockpot.testing.Landscape;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.RowSet;
import tech.tablesaw.api.Table;

/**
 * A run whose first two levels are equally good, and whose third is ten points worse at the end of
 * a straight rise: connected by the chord, but not matching.
 */
final class SuccessiveBarrierReportTest {

  private static final Layout TWO = Layout.builder().add("w", Role.WEIGHT, 1, 2).build();

  private static final Landscape TASK =
      Landscape.withExamples(TWO, 1000, w -> 0.1 + w.at(1) / 1000 + 0.1 * Math.max(0, w.at(0) - 1));

  private static PruneResult pruning(long seeds) {
    List<PruneReplicate> replicates = new ArrayList<>();
    for (long seed = 1; seed <= seeds; seed++) {
      List<Round> rounds = new ArrayList<>();
      for (int round = 0; round < 3; round++) {
        rounds.add(round(round, Point.of(TWO, round, (float) seed)));
      }
      Point start = Point.of(TWO, 0, (float) seed);
      replicates.add(new PruneReplicate(seed, start, start, rounds, List.of(), Map.of()));
    }
    PruneOptions options = PruneOptions.defaults().withRounds(2);
    return new PruneResult(
        "landscape",
        Recipe.defaults(),
        options,
        Copies.ONE,
        true,
        replicates,
        List.of(),
        Outcome.DONE,
        RowSet.NONE);
  }

  private static Round round(int round, Point solution) {
    return new Round(
        round,
        Mask.full(TWO),
        solution,
        solution,
        List.of(),
        0,
        0,
        TASK.validation().score(solution),
        TASK.test().score(solution),
        TASK.test().errors(solution),
        List.of(),
        0,
        false);
  }

  private static SuccessiveBarrierReport report(long seeds, BarrierOptions options) {
    PruneResult pruning = pruning(seeds);
    BarrierResult barriers =
        LinearBarrier.of(
            pruning.pairs("imp"), TASK, options, LinearBarrier.Watcher.NONE, Progress.NONE);
    return new SuccessiveBarrierReport(pruning, barriers);
  }

  private static final BarrierOptions SPREAD =
      BarrierOptions.defaults().withSamples(3).withStable(Tolerance.SPREAD);

  @Test
  void aStraightRiseIsConnectedByTheChordThoughItDoesNotMatch() {
    SuccessiveBarrierReport report = report(5, SPREAD);
    Table table = report.table();
    assertEquals(
        List.of("yes", "no"),
        table.stringColumn("both matching (within sd of 5 dense runs)").asList());
    assertEquals(
        List.of("yes", "yes"),
        table.stringColumn("connected (within sd of 5 dense runs)").asList());
    assertEquals(List.of("yes", "no"), table.stringColumn("agree").asList());
    assertEquals(List.of(5, 5), table.intColumn("n").asList());
    assertTrue(report.display().text().contains("1 of 2 decided levels agree, 0 are undecided"));
    assertEquals(
        List.of(0.0, 0.0), table.doubleColumn("barrier of solutions, points (chord)").asList());
  }

  @Test
  void theMeanOfTheEndsCountsHalfOfTheRise() {
    Table table = report(5, SPREAD.withBaseline(Baseline.MEAN)).table();
    assertEquals(
        List.of(0.0, 5.0),
        table.doubleColumn("barrier of solutions, points (mean of the ends)").asList());
    assertEquals(List.of("yes", "yes"), table.stringColumn("agree").asList());
    assertEquals(List.of("0 of 5", "0 of 5"), table.stringColumn("paths with a ridge").asList());
    String text = report(5, SPREAD.withBaseline(Baseline.MEAN)).display().text();
    assertFalse(text.contains("not tested here"), text);
  }

  /** Two levels alone are equally good and connected: nothing could have refuted the claim. */
  @Test
  void aClaimThatNothingCouldRefuteIsUntested() {
    PruneResult whole = pruning(5);
    List<PruneReplicate> firsts =
        whole.replicates().stream()
            .map(
                l ->
                    new PruneReplicate(
                        l.seed(),
                        l.init(),
                        l.origin(),
                        l.rounds().subList(0, 2),
                        List.of(),
                        Map.of()))
            .toList();
    PruneResult two =
        new PruneResult(
            whole.task(),
            whole.recipe(),
            whole.options(),
            whole.copies(),
            true,
            firsts,
            List.of(),
            Outcome.DONE,
            RowSet.NONE);
    BarrierResult barriers =
        LinearBarrier.of(two.pairs("imp"), TASK, SPREAD, LinearBarrier.Watcher.NONE, Progress.NONE);
    String text = new SuccessiveBarrierReport(two, barriers).display().text();
    assertTrue(
        text.contains(
            "The one decided level matches and is connected: the only-if half is not tested here."),
        text);
  }

  @Test
  void oneDenseRunHasNoSpreadAndDecidesNothing() {
    SuccessiveBarrierReport report = report(1, SPREAD);
    assertEquals(List.of("undecided", "undecided"), report.table().stringColumn("agree").asList());
    String text = report.display().text();
    assertTrue(text.contains("0 of 0 decided levels agree, 2 are undecided"), text);
    assertTrue(text.contains("--stable 0.5%"), text);
    assertEquals(
        List.of("test examples", "test examples"),
        report.table().stringColumn("interval over").asList());
    assertTrue(text.contains("neither half of the claim is tested here"), text);
  }
}
