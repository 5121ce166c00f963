package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.prune.Control;
import org.stockpot.prune.PruneResult;
import org.stockpot.report.study.ComparisonReport;
import org.stockpot.report.study.TicketStabilityReport;
import org.stockpot.study.Comparison;
import org.stockpot.study.ComparisonRow;
import org.stockpot.study.TicketStability;
import org.stockpot.task.TrainResult;
import org.stockpot.task.replicates.Contrast.Pairing;
import org.stockpot.task.replicates.Estimate;
import org.stockpot.task.replicates.Verdict;
import tech.tablesaw.api.Table;

final class SweepMagicsTest {

  private final ShellNotebook notebook = new ShellNotebook();
  private final Stockpot stockpot = new Stockpot(notebook);

  @TempDir private Path folder;

  private Object magic(String line) {
    return ShellNotebook.magic(stockpot, line, null);
  }

  @BeforeEach
  void makeATask() {
    magic("stockpot --store " + folder.resolve("store") + " -q");
    magic("task digits mlp:16 -q");
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  private static final String IMP = "imp --rounds 2 --fraction 0.5 --for 2ep --seeds 1..3";

  @Test
  void variantsAreTheRunsThatOneWouldMakeAloneAndTheirDifferencesArePaired() {
    Comparison scopes = (Comparison) magic(IMP + " --scope global,layerwise --as scopes");
    PruneResult global = (PruneResult) magic(IMP + " --scope global -q --as g");
    PruneResult layerwise = (PruneResult) magic(IMP + " --scope layerwise --as l");
    PruneResult variant = scopes.get("layerwise");
    assertEquals(layerwise.solution(2).digest(), variant.solution(2).digest());
    assertTrue(notebook.text().contains("reused 9 of 9 trainings"), notebook.text());

    ComparisonRow row = scopes.at("layerwise", scopes.levels().get(2)).orElseThrow();
    List<Double> differences = new ArrayList<>();
    for (int seed = 0; seed < 3; seed++) {
      differences.add(
          layerwise.round(seed + 1L, 2).test().error() - global.round(seed + 1L, 2).test().error());
    }
    assertEquals(Estimate.of(differences).mean(), row.contrast().orElseThrow().difference().mean());
    assertEquals(Pairing.PAIRED, row.contrast().get().pairing());
    assertEquals(3, row.contrast().get().difference().n());

    ComparisonRow dense = scopes.at("layerwise", scopes.levels().get(0)).orElseThrow();
    assertEquals(Pairing.SAME, dense.contrast().orElseThrow().pairing());
    assertEquals(Verdict.NO, dense.contrast().get().better());

    magic(IMP.replace("0.5", "50%") + " --scope layerwise -q --as l");
    Comparison compared = (Comparison) magic("compare g l");
    Table swept = ComparisonReport.table(scopes);
    Table laid = ComparisonReport.table(compared);
    assertEquals(
        swept.doubleColumn("accuracy minus global, points").asList(),
        laid.doubleColumn("accuracy minus g, points").asList());
    assertEquals("{scope=[global, layerwise]}", compared.differing().toString(), "50% is 0.5");
  }

  @Test
  void aSweepIsOnePlanWhoseDenseRunsAreTrainedOnce() {
    magic(IMP + " --scope global,layerwise --rewind init,5it --plan");
    assertTrue(
        notebook.text().contains("Plan: at most 27 trainings of "),
        "4 · 3 · 2 and 3 dense: " + notebook.text());
    assertTrue(
        notebook.text().contains("; 4 variants: scope global, layerwise × rewind init, 5it"));
    Comparison all = (Comparison) magic(IMP + " --rewind init,5it,1ep --as all");
    assertEquals(3, all.variants().size());
    assertTrue(
        notebook.text().contains("3 of 3 runs finished"), "the line says so: " + notebook.text());
    PruneResult none = all.get("init");
    PruneResult later = all.get("1ep");
    assertEquals(none.solution(0).digest(), later.solution(0).digest());
    assertNotEquals(none.solution(2).digest(), later.solution(2).digest());
    magic("stockpot --store none -q");
    PruneResult alone = (PruneResult) magic(IMP + " --rewind 1ep -q");
    assertEquals(alone.solution(2).digest(), later.solution(2).digest(), "as without sharing");
    Comparison shared = (Comparison) magic(IMP + " --rewind init,1ep -q");
    assertEquals(alone.solution(2).digest(), shared.<PruneResult>get("1ep").solution(2).digest());
  }

  @Test
  void rewindPointsAreForkedInOneCallWhoseTrainingsAreShared() {
    String line = IMP + " --rewind init,5it --instability";
    magic(line + " --plan");
    assertTrue(
        notebook.text().contains("Plan: at most 33 trainings of "),
        "3 dense, and 2 + 3 of each: " + notebook.text());
    Comparison all = (Comparison) magic(line + " --as all");
    TicketStability later = all.get("5it");
    assertEquals(5, later.step());
    Table table = TicketStabilityReport.table(all);
    assertEquals(2, table.rowCount());
    magic(line + " -q");
    magic("barrier all.init.2 all.5it.seed2.2 --samples 3 -q");
    TicketStability alone = (TicketStability) magic(IMP + " --rewind 5it --instability --as one");
    assertTrue(notebook.text().contains("reused 18 of 18 trainings"), notebook.text());
    assertEquals(later.barrier(true), alone.barrier(true));
    assertEquals(alone.pruning().solution(2), stockpotPoint("one.2"));
    magic("instability --at 5it --for 2ep --seeds 1..3");
    assertTrue(notebook.text().contains("reused 6 of 9 trainings"), notebook.text());
  }

  private org.stockpot.weights.Point stockpotPoint(String name) {
    return ((TrainResult) magic("train --from " + name + " --for 1it -q")).job().start();
  }

  @Test
  void sanityIsAWordForThreeControls() {
    PruneResult one =
        (PruneResult)
            magic("imp --rounds 1 --for 1ep --saliency snip --at start --controls sanity");
    assertEquals(Control.SANITY, one.options().controls());
    Comparison two = (Comparison) magic("imp --rounds 1 --for 1ep --controls sanity|none");
    assertEquals(List.of("sanity", "none"), two.variants().stream().map(v -> v.name()).toList());
    UsageException wrong =
        assertThrows(UsageException.class, () -> magic("imp --forks 3 --controls sanity"));
    assertTrue(wrong.getMessage().contains("must come with --instability"), wrong::getMessage);
  }

  @Test
  void variantsAndTheirPointsHaveNamesForLaterMagics() {
    magic("imp --rounds 1 --for 1ep --fraction 0.25,0.5 --as fractions -q");
    Object barrier = magic("barrier fractions.0.5 --samples 3 --test-only -q");
    assertFalse(((org.stockpot.barrier.BarrierResult) barrier).pairs().isEmpty());
    magic("barrier fractions.0.25.1 fractions.0.5.1 --samples 3 -q");
    magic("compare fractions.0.25 fractions.0.5 -q");
    assertThrows(UsageException.class, () -> magic("barrier fractions.0.7.1 fractions.0.5.1"));
  }

  @Test
  void seedsOfTrainingsAreReplicates() {
    Comparison rates =
        (Comparison) magic("train --for 1ep --lr 1e-4..1e-2:3 --seed 1..3 --as rates");
    assertEquals(
        List.of("1e-4", "0.001", "1e-2"),
        rates.variants().stream().map(variant -> variant.name()).toList());
    assertEquals(3, rates.variants().get(0).results().size());
    ComparisonRow last = rates.at("1e-2", rates.levels().get(0)).orElseThrow();
    assertEquals(Pairing.PAIRED, last.contrast().orElseThrow().pairing());
    double mean = 0;
    for (int i = 0; i < 3; i++) {
      TrainResult one = rates.get("1e-2", i);
      TrainResult first = rates.get("1e-4", i);
      assertEquals(i + 1, one.job().seed());
      mean += (one.test().error() - first.test().error()) / 3;
    }
    assertEquals(mean, last.contrast().get().difference().mean(), 1e-12);
    magic("barrier rates.1e-2.seed1 rates.1e-2.seed2 --samples 3 -q");
    Comparison one = (Comparison) magic("train --for 1ep --seed 1,2 -q");
    assertEquals(1, one.variants().size());
    assertEquals(2, one.rows().get(0).value().n());
  }

  @Test
  void unsharedSeedsAreComparedByTheirMeans() {
    magic("imp --rounds 1 --for 1ep --seeds 1,2,3 --as a -q");
    magic("imp --rounds 1 --for 1ep --seeds 4..6 --as b -q");
    Comparison compared = (Comparison) magic("compare a b");
    assertEquals(Pairing.UNPAIRED, compared.rows().get(2).contrast().orElseThrow().pairing());
    assertTrue(notebook.text().contains("Unpaired"), notebook.text());
  }

  @Test
  void instabilitiesBarriersAndSoupsAreComparedToo() {
    Comparison rates =
        (Comparison) magic("instability --at init,1ep --for 2ep --lr 1e-3,1e-2 --samples 3");
    assertEquals(4, rates.rows().size());
    magic("train --for 1ep --seed 1 --as a -q");
    magic("train --for 1ep --seed 2 --as b -q");
    magic("train --for 2ep --seed 1 --as c -q");
    Comparison samples = (Comparison) magic("barrier a b --samples 3,5 -q");
    assertEquals(2, samples.rows().size());
    magic("barrier a b --samples 3 --as one -q");
    magic("barrier a c --samples 3 --as two -q");
    magic("compare one two -q");
    Comparison orders = (Comparison) magic("soup greedy a b c --order sorted,random --as orders");
    assertEquals(2, orders.variants().size());
    magic("soup uniform,greedy a b c --ties accept,reject");
    assertThrows(UsageException.class, () -> magic("compare one orders.sorted"));
  }

  @Test
  void whatCannotBeComparedIsRefused() {
    magic("imp --rounds 1 --for 1ep --as a -q");
    magic("task digits mlp:16 --seed 2 -q");
    magic("imp --rounds 1 --for 1ep --as b -q");
    UsageException other = assertThrows(UsageException.class, () -> magic("compare a b"));
    assertTrue(
        other.getMessage().startsWith("a must be measured on the test examples"),
        other::getMessage);
    assertThrows(UsageException.class, () -> magic("imp --rounds 1,x"));
    UsageException range = assertThrows(UsageException.class, () -> magic("train --lr 1e-4..1e-2"));
    assertEquals(
        "lr must say how many values a range has, such as 1e-4..1e-2:5, got 1e-4..1e-2",
        range.getMessage());
    assertThrows(UsageException.class, () -> magic("imp --fraction 0.5,1.5 --rounds 1"));
  }
}
