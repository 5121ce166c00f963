package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.ForkResult;
import org.stockpot.barrier.InstabilityResult;
import org.stockpot.barrier.MliResult;
import org.stockpot.barrier.PlaneResult;
import org.stockpot.barrier.RobustnessResult;
import org.stockpot.djl.DjlTask;
import org.stockpot.prune.PruneReplicate;
import org.stockpot.prune.PruneResult;
import org.stockpot.weights.Mask;

final class BarrierMagicsTest {

  private final ShellNotebook notebook = new ShellNotebook();
  private final Stockpot stockpot = new Stockpot(notebook);

  private Object magic(String line) {
    return ShellNotebook.magic(stockpot, line, null);
  }

  @BeforeEach
  void trainTwoNetworks() {
    magic("task digits mlp:16 -q");
    magic("train --for 2ep --seed 1 --as a -q");
    magic("train --for 2ep --seed 2 --as b -q");
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void aPathIsATableAChartAndASentence() {
    BarrierResult result = (BarrierResult) magic("barrier a b --samples 5");
    assertEquals(1, result.pairs().size());
    String text = notebook.text();
    assertTrue(text.contains("a → b"), text);
    assertTrue(text.contains("Walking straight from one network to the other"), text);
    assertTrue(text.contains("Straight path a → b"), text);
  }

  @Test
  void severalPointsAreAPathAndCommasAreReplicates() {
    assertEquals(2, ((BarrierResult) magic("barrier a b a.init -q --samples 3")).pairs().size());
    BarrierResult pairs = (BarrierResult) magic("barrier a,b a.init,b.init -q --samples 3");
    assertEquals(List.of(0L, 1L), pairs.pairs().stream().map(p -> p.pair().replicate()).toList());
  }

  @Test
  void aPathIsNotAveragedAndPairsThatShareNetworksHaveNoInterval() {
    magic("barrier a b a.init --samples 3");
    assertTrue(
        notebook.text().contains("held against the chord, pair by pair. Connected"),
        notebook.text());
    magic("barrier a,b b,a.init a.init,a --samples 3");
    assertTrue(
        notebook.text().contains("the pairs share their 3 networks, and an interval needs 4"),
        notebook.text());
    magic("barrier a b --samples 3 --baseline mean");
    assertTrue(notebook.text().contains("one pair: test-set error only"), notebook.text());
    assertTrue(
        notebook.html().contains("barrier of test error, points (mean of the ends)"),
        notebook.html());
    assertMistake(
        "stable must be a share such as 2% for pairs: sd is that of the dense runs of %imp, whose"
            + " result is given as %barrier RESULT",
        "barrier a b --stable sd");
  }

  @Test
  void aPruningRunIsCheckedLevelByLevel() {
    magic("imp --rounds 2 --for 2ep --rewind 5it --seeds 1,2 --as imp -q");
    BarrierResult result = (BarrierResult) magic("barrier imp --samples 3 --test-only");
    assertEquals(2 * 2 * 3, result.pairs().size());
    assertTrue(notebook.text().contains("decided levels agree"), notebook.text());
    RobustnessResult robust = (RobustnessResult) magic("robustness imp.0 --multiples 0,1");
    assertEquals(4, robust.trials().size());
    InstabilityResult ticket =
        (InstabilityResult) magic("instability --at init,5it --ticket imp.1 --samples 3");
    assertEquals(8, ticket.forks().size());
    assertEquals("2ep", ticket.recipe().length().toString(), "the run's own recipe");
  }

  @Test
  void aSparseStartStaysSparseUpToTheFork() {
    magic("imp --rounds 1 --fraction 0.5 --for 1ep --as first -q");
    PruneResult imp =
        (PruneResult)
            magic("imp --from first.1 --rounds 1 --for 2ep --rewind 5it --seeds 1,2 --as imp -q");
    InstabilityResult result =
        (InstabilityResult) magic("instability --at 5it --ticket imp.1 --samples 3");
    DjlTask task = (DjlTask) magic("task -q");
    for (ForkResult fork : result.forks()) {
      PruneReplicate ladder = imp.replicates().get((int) fork.seed() - 1);
      int round = fork.series().equals("ticket") ? 1 : 0;
      Mask mask = ladder.rounds().get(round).mask();
      assertEquals(task.test().score(ladder.origin().masked(mask)), fork.forked(), "the run's w_k");
      mask.requireZeros(fork.pair().pair().line().from());
      mask.requireZeros(fork.pair().pair().line().to());
    }
    assertEquals(
        List.of("sparse start", "ticket", "sparse start", "ticket"),
        result.forks().stream().map(f -> f.series()).toList());
    RobustnessResult robust = (RobustnessResult) magic("robustness imp.0 --multiples 0,1");
    for (RobustnessResult.Trial trial : robust.trials()) {
      Mask mask = imp.round(0).mask();
      mask.requireZeros(trial.pair().pair().line().from());
      mask.requireZeros(trial.pair().pair().line().to());
    }
  }

  @Test
  void instabilityIsMeasuredByFork() {
    InstabilityResult result =
        (InstabilityResult) magic("instability --at init,1ep --for 2ep --samples 3 --test-only");
    assertEquals(2, result.forks().size());
    assertTrue(notebook.text().contains("Instability"), notebook.text());
  }

  @Test
  void interpolationFromTheInitialisationAndPlanes() {
    MliResult mli = (MliResult) magic("mli a b --samples 4");
    assertEquals(2, mli.lines().pairs().size());
    magic("finetune a --seed 1 --for 5it --as ft -q");
    MliResult tuned = (MliResult) magic("mli ft.1 --samples 3");
    assertEquals("a", tuned.lines().pairs().get(0).pair().series());
    assertTrue(notebook.text().contains("from a to ft.1"), notebook.text());
    assertTrue(notebook.text().contains("from a.init to a, b.init to b"), notebook.text());
    magic("imp --rounds 1 --for 1ep --as imp -q");
    PlaneResult plane = (PlaneResult) magic("plane a b imp.1 --grid 3");
    assertEquals(3, plane.marks().size());
    PlaneResult random = (PlaneResult) magic("plane a --random --grid 3 --quantity training-loss");
    assertEquals(1, random.marks().size());
  }

  @Test
  void expressionsAreInterpolated() throws Exception {
    notebook.evaluate("int n = 2;");
    PruneResult imp = (PruneResult) magic("imp --rounds ${n-1} --for ${n}ep -q");
    assertEquals(1, imp.options().rounds());
    assertEquals(
        "${m} must be Java that has a value outside of methods and loops; inside of them type"
            + " Stockpot.run(\"imp\", \"--rounds\", m), or give an option all its values at once, as in"
            + " --lr 1e-3,1e-2",
        assertThrows(UsageException.class, () -> magic("imp --rounds ${m}")).getMessage());
  }

  @Test
  void mistakesAreOneLine() {
    assertMistake(
        "a barrier lies between two points, or along a pruning run, got only a", "barrier a");
    assertMistake("no point named c (named so far: a b)", "barrier a c");
    assertMistake("no point named a.3 (a has a, a.init)", "barrier a.3 b");
    assertMistake("a must be a pruning run, got a training", "robustness a");
    assertMistake("at must lie before the end of training, got 9ep of 5ep", "instability --at 9ep");
    assertMistake("there is no training that led to a.init", "mli a.init");
    assertMistake("grid must be at least 3, got 1", "plane a b a.init --grid 1");
  }

  private void assertMistake(String message, String line) {
    assertEquals(message, assertThrows(UsageException.class, () -> magic(line)).getMessage());
  }
}
