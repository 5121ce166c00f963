package org.stockpot.prune.stopping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.DjlTask;
import org.stockpot.prune.Control;
import org.stockpot.prune.IterativePruning;
import org.stockpot.prune.NetworkKind;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.PruneResult;
import org.stockpot.report.prune.EarlyStopReport;
import org.stockpot.report.prune.PruneReport;
import org.stockpot.task.Metric;
import org.stockpot.task.Recipe;
import org.stockpot.task.Score;
import org.stockpot.task.Span;
import org.stockpot.task.Training;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Verdict;
import tech.tablesaw.api.Table;

final class EarlyStopTest {

  private static final Recipe RECIPE =
      Recipe.defaults().withLength(Span.iterations(40)).withValidateEvery(Span.iterations(7));
  private static final PruneOptions OPTIONS =
      PruneOptions.defaults().withRounds(2).withSeeds(1L, 2L).withControls(Control.RANDOM_INIT);

  private static List<Training.Moment> history(double... losses) {
    return IntStream.range(0, losses.length)
        .mapToObj(
            i ->
                new Training.Moment(
                    100L * (i + 1), 1, new Score(Metric.ACCURACY, losses[i], i / 10.0, 50)))
        .toList();
  }

  @Test
  void theLowestLossIsWhereItWasFirst() {
    EarlyStop stop = EarlyStop.of(history(3, 1, 2, 1, 4)).orElseThrow();
    assertEquals(200, stop.iteration());
    assertEquals(0.1, stop.validation().value());
    assertFalse(stop.atEnd());
  }

  @Test
  void aLossThatStillFallsIsLowestAtTheEnd() {
    EarlyStop stop = EarlyStop.of(history(3, 2, 1)).orElseThrow();
    assertEquals(300, stop.iteration());
    assertTrue(stop.atEnd());
  }

  @Test
  void whatIsNoNumberIsNotTheLowest() {
    assertEquals(200, EarlyStop.of(history(Double.NaN, 2, 3)).orElseThrow().iteration());
    assertEquals(Optional.empty(), EarlyStop.of(history(Double.NaN, Double.POSITIVE_INFINITY)));
    assertEquals(Optional.empty(), EarlyStop.of(List.of()));
  }

  @Test
  void validationIsMeasuredOnTheWayAndChangesNoBit() {
    try (DjlTask task = DjlTask.of(Digits.load(), "mlp:8")) {
      PruneResult often = IterativePruning.run(task, RECIPE, OPTIONS);
      PruneResult epochs = IterativePruning.run(task, RECIPE.withValidateEvery(Span.ZERO), OPTIONS);
      for (int round = 0; round <= 2; round++) {
        assertEquals(epochs.solution(round), often.solution(round));
        List<Long> steps = often.round(round).history().stream().map(m -> m.step()).toList();
        assertEquals(List.of(7L, 14L, 19L, 21L, 28L, 35L, 38L, 40L), steps);
        assertEquals(3, epochs.round(round).history().size());
      }
      assertMeans(often);
      assertEquals(List.of(), EarlyStopReport.charts(epochs));
      assertFalse(PruneReport.display(epochs).text().contains("early-stop"));
    }
  }

  private static void assertMeans(PruneResult result) {
    EarlyStops stops = new EarlyStops(result);
    double[] ticket = iterations(result, NetworkKind.TICKET, 1);
    double[] dense = iterations(result, NetworkKind.DENSE, 1);
    Interval mean = stops.iteration(NetworkKind.TICKET, 1);
    assertEquals((ticket[0] + ticket[1]) / 2, mean.mean());
    assertEquals(2, mean.n());
    Interval later = stops.later(NetworkKind.TICKET, NetworkKind.DENSE, 1);
    assertEquals((ticket[0] - dense[0] + ticket[1] - dense[1]) / 2, later.mean(), 1e-12);
    long cut = DoubleStream.of(ticket).filter(i -> i == 40).count();
    assertEquals(cut, stops.atEnd(NetworkKind.TICKET, 1));
    Table table = EarlyStopReport.table(result);
    assertEquals(5, table.rowCount());
    assertEquals(mean.mean(), table.doubleColumn("early-stop iteration").get(1));
    assertEquals(3, EarlyStopReport.curves(result).getTraces().length);
    String text = PruneReport.display(result).text();
    assertTrue(text.contains("early-stop"), text);
    assertEquals(cut > 0, text.contains("lower bounds"), text);
  }

  private static double[] iterations(PruneResult result, NetworkKind kind, int round) {
    return result.rounds(kind, round).stream()
        .mapToDouble(
            r -> {
              double lowest =
                  r.history().stream().mapToDouble(m -> m.validation().loss()).min().orElseThrow();
              return r.history().stream()
                  .filter(m -> m.validation().loss() == lowest)
                  .findFirst()
                  .orElseThrow()
                  .step();
            })
        .toArray();
  }

  /** At so low a rate all losses fall to the end: equal iterations that say nothing. */
  @Test
  void nothingIsDecidedByWhatIsNotKnown() {
    try (DjlTask task = DjlTask.of(Digits.load(), "mlp:8")) {
      PruneResult result = IterativePruning.run(task, RECIPE.withLr(1e-5), OPTIONS.withRounds(1));
      EarlyStops stops = new EarlyStops(result);
      assertEquals(2, stops.atEnd(NetworkKind.TICKET, 1));
      Interval later = stops.later(NetworkKind.TICKET, NetworkKind.DENSE, 1);
      assertEquals(0, later.mean());
      assertEquals(0, later.halfWidth());
      assertEquals(Verdict.UNDECIDED, stops.earlier(NetworkKind.TICKET, NetworkKind.DENSE, 1));
    }
  }
}
