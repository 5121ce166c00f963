package org.stockpot.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.LinearBarrier;
import org.stockpot.display.Figures;
import org.stockpot.prune.Control;
import org.stockpot.prune.IterativePruning;
import org.stockpot.prune.Ladder;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.PruneResult;
import org.stockpot.task.Estimate;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Points;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

final class PruneReportTest {

  /** The 97.5 % quantile of Student's t with two degrees of freedom, from printed tables. */
  private static final double T2 = 4.302653;

  private final Bowl bowl = new Bowl(Points.small());

  private PruneResult result(Long... seeds) {
    PruneOptions options =
        PruneOptions.defaults().withRounds(3).withSeeds(seeds).withControls(Control.RANDOM_MASK);
    Recipe recipe = Recipe.defaults().withLength(Span.epochs(3));
    return IterativePruning.run(bowl, recipe, options, Optional.empty(), Progress.NONE);
  }

  private static double[] values(PruneResult result, int round) {
    return result.ladders().stream()
        .mapToDouble(l -> l.rounds().get(round).test().value())
        .toArray();
  }

  @Test
  void theIntervalIsStudentsOverTheSeeds() {
    PruneResult result = result(1L, 2L, 3L);
    Table table = PruneReport.summary(result);
    for (int round = 0; round <= 3; round++) {
      double[] v = values(result, round);
      double mean = (v[0] + v[1] + v[2]) / 3;
      double squares = 0;
      for (double value : v) {
        squares += (value - mean) * (value - mean);
      }
      assertEquals(mean, table.doubleColumn(3).get(round), 1e-12);
      double half = T2 * Math.sqrt(squares / 2) / Math.sqrt(3);
      assertEquals(half, table.doubleColumn("± 95 %").get(round), 1e-6 * half + 1e-15);
      assertEquals(3, table.intColumn("n").get(round));
    }
  }

  @Test
  void replicatesThatWereStoppedAtDifferentRoundsAreShown() {
    PruneResult whole = result(1L, 2L);
    Ladder first = whole.ladders().get(0);
    Ladder cut =
        new Ladder(
            first.seed(),
            first.init(),
            first.origin(),
            first.rounds().subList(0, 2),
            Map.of(Control.RANDOM_MASK, List.of()));
    PruneResult stopped =
        new PruneResult(
            whole.task(),
            whole.recipe(),
            whole.options(),
            whole.copies(),
            List.of(cut, whole.ladders().get(1)),
            new Outcome(Outcome.State.INTERRUPTED, "interrupted"));
    Table table = PruneReport.summary(stopped);
    assertEquals(List.of(2, 2, 1, 1), table.intColumn("n").asList().subList(0, 4));
    for (Figure figure : List.of(PruneReport.chart(stopped), PruneReport.slots(stopped))) {
      assertTrue(Figures.display(figure).data().containsKey(Figures.PLOTLY));
    }
    assertTrue(PruneReport.display(stopped).text().contains("weights kept"));
    BarrierResult barriers =
        LinearBarrier.of(
            stopped.pairs("stopped"),
            bowl,
            BarrierOptions.defaults(),
            LinearBarrier.Watcher.NONE,
            Progress.NONE);
    Table levels = new LadderBarrierReport(stopped, barriers).table();
    assertEquals(List.of("2", "1", "1"), levels.stringColumn("n").asList());
  }

  @Test
  void oneSeedHasNoInterval() {
    Table table = PruneReport.summary(result(1L));
    assertTrue(table.doubleColumn("± 95 %").isMissing(0));
    assertTrue(Double.isNaN(Intervals.halfWidth(new Estimate(1, 1, 1))));
  }

  @Test
  void everyTrainingIsARow() {
    PruneResult result = result(1L, 2L);
    Table table = PruneReport.trainings(result);
    assertEquals(2 * (1 + 3 + 3), table.rowCount());
    assertEquals(6, table.where(table.stringColumn("line").isEqualTo("random-mask")).rowCount());
    assertEquals(List.of(100.0), List.of(table.doubleColumn("kept %").get(0)));
  }

  @Test
  void matchingIsJudgedAgainstTheDenseRuns() {
    PruneResult result = result(1L, 2L, 3L);
    double bound = 0;
    double[] dense = values(result, 0);
    double mean = (dense[0] + dense[1] + dense[2]) / 3;
    for (double value : dense) {
      bound += (value - mean) * (value - mean);
    }
    bound = 1 - mean + Math.sqrt(bound / 2);
    Table table = PruneReport.summary(result);
    for (int round = 1; round <= 3; round++) {
      double error = 1 - table.doubleColumn(3).get(round);
      assertEquals(error <= bound + 1e-12, table.booleanColumn("matching").get(round));
    }
  }

  @Test
  void whatATicketTakesIsItsKeptFloatsAndABitPerWeight() {
    PruneResult result = result(1L);
    Ladder ladder = result.ladders().get(0);
    int pruned = ladder.rounds().get(3).mask().pruned();
    int size = bowl.layout().size();
    int packed = 4 * (size - pruned) + (bowl.layout().prunable() + 7) / 8;
    String text = PruneReport.display(result).text();
    assertTrue(text.contains("takes " + packed + " B packed"), text);
    assertTrue(text.contains("instead of " + 4 * size + " B dense"), text);
  }

  @Test
  void theTimeOfScoringIsMeasured() {
    String text = PruneReport.display(result(1L), bowl.test()).text();
    assertTrue(text.matches("(?s).*takes [0-9.]+ ms with the dense network.*"), text);
  }
}
