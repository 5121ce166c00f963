package org.stockpot.study.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.djl.DjlTask;
import org.stockpot.phase.PenaltyRange;
import org.stockpot.phase.PhaseState;
import org.stockpot.report.phase.PhaseReport;
import org.stockpot.store.Store;
import org.stockpot.store.StoredTask;
import org.stockpot.study.Load;
import org.stockpot.study.phase.PhaseOptions.Direction;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.testing.Golden;
import org.stockpot.testing.MemoryDirectory;
import org.stockpot.testing.Quartic;

final class PhaseStudyTest {

  @TempDir(factory = MemoryDirectory.class)
  Path directory;

  /** w⁴ - 2 w² + β w²: a kink at β = 2, where the curvature of 0 changes its sign. */
  @Test
  void aKinkIsFoundWhereTheCurvatureOfTheTrivialStateSays() {
    Quartic wells = Quartic.wells(3);
    PhaseOptions options = PhaseOptions.defaults().withStrengths(new PenaltyRange(0.1, 10), 12);
    PhaseResult result = PhaseStudy.of("wells", load -> wells, options);
    assertEquals(3, result.runs().size());
    assertEquals(2, result.predicted(Load.ITSELF).orElseThrow(), 1e-3);
    for (Direction way : Direction.values()) {
      Interval critical = result.critical(Load.ITSELF, way).orElseThrow();
      assertEquals(2, critical.mean(), 0.04);
      assertEquals(3, critical.n());
      assertEquals(Verdict.NO, result.isJump(Load.ITSELF, way));
    }
    assertEquals(0, result.hysteresis(Load.ITSELF).orElseThrow().mean(), 0.01);
    assertEquals(Verdict.NO, result.hasHysteresis(Load.ITSELF));
    MeasuredState first = result.runs().get(0).states().get(Direction.UP).get(0);
    // λ1 = 12 w² - 4 where w² = (2 - β) / 2.
    assertEquals(12 * 0.95 - 4, first.eigenvalue().orElseThrow(), 0.05);
    String text = PhaseReport.display(result).text();
    assertTrue(text.contains("changes at β = 2"), text);
    assertTrue(text.contains("a jump: no"), text);
    PhaseReport.QUANTITIES.forEach(quantity -> PhaseReport.chart(result, quantity));
    assertTrue(PhaseReport.states(result).rowCount() > 6 * 12);
  }

  @Test
  void networksAreSweptOnce() {
    PhaseOptions options =
        new PhaseOptions(
            new PenaltyRange(1e-2, 1),
            4,
            List.of(Direction.UP),
            List.of(),
            List.of(1L),
            ExampleCount.of(32),
            1e-3,
            10,
            1e-2);
    Store store = Store.open(directory.resolve("store"));
    DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:3");
    StoredTask kept = new StoredTask(store, task, Duration.ofSeconds(30), false);
    PhaseResult first = PhaseStudy.of("digits", load -> kept, options);
    assertEquals(Optional.empty(), first.predicted(Load.ITSELF));
    assertEquals(Optional.empty(), first.hysteresis(Load.ITSELF));
    StoredTask again = new StoredTask(store, task, Duration.ofSeconds(30), false);
    assertEquals(first, PhaseStudy.of("digits", load -> again, options));
    assertTrue(PhaseStudy.seconds(load -> kept, options) > 0);
    PhaseReport.display(first);
  }

  /**
   * Softmax regression is convex, and the slope by its weights is not 0 where they are: they end at
   * no β, but shrink to g / 2β, and so does what is learned, to g² / 2β.
   */
  @Test
  void withoutHiddenLayersNothingEnds() {
    PhaseOptions options =
        new PhaseOptions(
            new PenaltyRange(1e-2, 1e3),
            6,
            List.of(Direction.UP, Direction.DOWN),
            List.of(0),
            List.of(1L, 2L),
            ExampleCount.of(64),
            1e-4,
            200,
            1e-2);
    DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:none");
    PhaseResult result = PhaseStudy.of("digits", load -> task, options);
    Load none = Load.ofDepth(0);
    assertEquals("no hidden layers", none.toString());
    for (Direction way : Direction.values()) {
      assertEquals(Optional.empty(), result.critical(none, way));
      assertEquals(Verdict.NO, result.isJump(none, way));
      List<PhaseState> states = result.runs().get(0).sweeps().get(way).states();
      assertEquals(6, states.size());
      PhaseState last = states.get(5);
      PhaseState before = states.get(4);
      assertTrue(last.norm() > 0);
      assertEquals(
          before.strength() * before.norm(),
          last.strength() * last.norm(),
          2e-2 * last.strength() * last.norm());
      double trivial = result.runs().get(0).sweeps().get(way).trivialLoss();
      double g = 2 * last.strength() * last.norm();
      assertEquals(g * g / 2 / last.strength(), trivial - last.loss(), 2e-6);
      for (int i = 1; i < 6; i++) {
        assertTrue(states.get(i).norm() < states.get(i - 1).norm());
      }
    }
    assertEquals(0, result.hysteresis(none).orElseThrow().mean(), 0.01);
    assertEquals(Optional.empty(), result.predicted(none));
    String text = PhaseReport.display(result).text();
    assertTrue(text.contains("Sweeping up, no hidden layers has no transition"), text);
    assertTrue(!text.contains("Where the trivial state is stable"), text);
  }

  @Test
  void optionsAreChecked() {
    PhaseOptions options = PhaseOptions.defaults();
    String message =
        assertThrows(IllegalArgumentException.class, () -> options.withStrengths(options.l2(), 3))
            .getMessage();
    assertEquals("steps must be in 4 to 200, got 3", message);
  }
}
