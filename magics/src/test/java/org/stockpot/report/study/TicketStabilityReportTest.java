package org.stockpot.report.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.prune.IterativePruning;
import org.stockpot.prune.NetworkKind;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Rewind;
import org.stockpot.study.Comparison;
import org.stockpot.study.Match;
import org.stockpot.study.TicketStability;
import org.stockpot.study.Variant;
import org.stockpot.task.Baseline;
import org.stockpot.task.Outcome;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Points;
import tech.tablesaw.api.Table;

/** Ten steps make an epoch: T = 30. */
final class TicketStabilityReportTest {

  private static final BarrierOptions BARRIER =
      BarrierOptions.defaults().withSamples(3).withBaseline(Baseline.MEAN).withTestOnly(true);

  private final Bowl bowl = new Bowl(Points.small());

  private PruneResult pruned(String rewind) {
    PruneOptions options =
        PruneOptions.defaults()
            .withRounds(2)
            .withSeeds(1L, 2L, 3L)
            .withRewind(Rewind.parse(rewind));
    return IterativePruning.run(bowl, Recipe.defaults().withLength(Span.epochs(3)), options);
  }

  private Comparison comparison(String option, String... rewinds) {
    List<Variant> variants = new ArrayList<>();
    for (String rewind : rewinds) {
      TicketStability found = TicketStability.of(pruned(rewind), bowl, 2, BARRIER);
      variants.add(new Variant(rewind, List.of(found), Map.of(option, rewind), 0));
    }
    return Comparison.of(variants, Match.DENSITY, bowl);
  }

  @Test
  void eachRewindPointIsARowWithTicketsAndBothBarriers() {
    Comparison comparison = comparison("rewind", "init", "5it", "1ep");
    Table table = TicketStabilityReport.table(comparison);
    assertEquals(List.of("init", "5it", "1ep"), table.stringColumn("fork at").asList());
    assertEquals(List.of(0L, 5L, 10L), table.longColumn("step").asList());
    assertFalse(table.containsColumn("variant"), "the rewind point says all that differs");
    for (int i = 0; i < 3; i++) {
      TicketStability found = comparison.get(comparison.variants().get(i).name());
      PruneResult run = found.pruning();
      double minus = run.difference(NetworkKind.TICKET, NetworkKind.DENSE, 2).mean();
      assertEquals(
          -100 * minus,
          table.doubleColumn("accuracy minus dense at equal steps, points").get(i),
          0.051);
      assertEquals(
          100 * found.barrier(false).orElseThrow().mean(),
          table.doubleColumn("barrier of dense, points (mean of the ends)").get(i),
          0.051);
      assertEquals(3, table.intColumn("n of barrier of tickets").get(i));
      assertEquals("yes", table.stringColumn("tickets stable (within 2%)").get(i));
      assertEquals("yes", table.stringColumn("dense stable (within 2%)").get(i));
    }
    String text = ComparisonReport.display(comparison).text();
    assertTrue(text.contains("The claim is that tickets match where they are stable"), text);
    assertEquals(2, ComparisonReport.charts(comparison).size());
  }

  @Test
  void whatElseDiffersNamesARow() {
    Table table = TicketStabilityReport.table(comparison("scope", "init", "1ep"));
    assertEquals(List.of("init", "1ep"), table.stringColumn("variant").asList());
  }

  /** What was not forked is empty and undecided, and no line of the chart. */
  @Test
  void aRunThatWasStoppedIsShownAsFarAsItGot() {
    PruneResult run = pruned("1ep");
    PruneResult stopped =
        new PruneResult(
            run.task(),
            run.recipe(),
            run.options(),
            run.copies(),
            true,
            run.replicates(),
            List.of(),
            new Outcome(Outcome.State.INTERRUPTED, ""),
            run.rows());
    TicketStability found = TicketStability.of(stopped, bowl, 2, BARRIER);
    Table table = TicketStabilityReport.table(found);
    assertEquals("undecided", table.stringColumn("dense stable (within 2%)").get(0));
    assertTrue(table.doubleColumn("barrier of tickets, points (mean of the ends)").isMissing(0));
    assertTrue(
        TicketStabilityReport.display(found).text().contains("no rewind point decides both"));
    assertFalse(TicketStabilityReport.chart(found).asJavascript("x").contains("barrier of dense"));
  }
}
