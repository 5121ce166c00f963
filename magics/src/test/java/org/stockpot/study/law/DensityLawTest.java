package org.stockpot.study.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stockpot.testing.Ladders.errors;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stockpot.law.Fit;
import org.stockpot.law.Observed;
import org.stockpot.law.PruningLaw;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.PruneResult;
import org.stockpot.report.law.DensityLawReport;
import org.stockpot.study.Variant;
import org.stockpot.task.Metric;
import org.stockpot.task.PerExample;
import org.stockpot.task.Score;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.testing.Ladders;

final class DensityLawTest {

  private static final Score LIKE = new Score(Metric.ACCURACY, 0.1, 0.95, 10_000);
  private static final double[] TRUE = {0.8, 1.4, 0.5, 0.6, 0.9};

  private static ErrorLadder ladder(int depth, double width, double dense) {
    PruningLaw law = new PruningLaw(true, true);
    List<Observed> levels = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      List<Double> place = List.of(Math.pow(0.75, i), dense, (double) depth, width);
      Observed here = new Observed(place, List.of());
      levels.add(new Observed(place, List.of(law.error(TRUE, here.at()))));
    }
    String name = depth + "x" + width;
    return new ErrorLadder(name, LIKE, dense, depth, width, levels, List.of());
  }

  @Test
  void oneLawOfDepthsAndWidthsIsFoundAgain() {
    DensityLawResult result =
        DensityLaw.fitted(List.of(ladder(2, 8, 0.05), ladder(2, 32, 0.03), ladder(4, 8, 0.04)));
    Fit fit = result.fit().orThrow();
    for (int i = 0; i < TRUE.length; i++) {
      assertEquals(1, fit.constants().get(i).value() / TRUE[i], 0.01);
    }
    assertEquals(0, result.heldOut().deviation().orElseThrow().sd(), 1e-4);
    assertEquals(36, result.heldOut().held().size());
    assertEquals(24, result.extrapolated().held().size());
    assertEquals(0, result.extrapolated().deviation().orElseThrow().mean(), 1e-3);
    String words = DensityLawReport.display(result).text();
    assertTrue(words.contains("φ = 0.6"), words);
    assertEquals(15, DensityLawReport.constants(result).rowCount());
    assertEquals(15, DensityLawReport.covariance(result).rowCount());
  }

  @Test
  void whatDoesNotVaryIsNotFitted() {
    DensityLawResult result = DensityLaw.fitted(List.of(ladder(2, 8, 0.05), ladder(2, 16, 0.03)));
    assertEquals(4, result.fit().orThrow().constants().size());
    assertTrue(
        DensityLawReport.display(result).text().contains("equally deep, so φ is not fitted"));
  }

  /** An error law that holds nowhere: the half of the densities that were held out say so. */
  @Test
  void anotherShapeIsNotTheLaw() {
    List<Observed> levels = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      double error = 0.05 * (1 + 0.5 * (i % 4 > 1 ? 1 : 0) + 0.1 * i);
      levels.add(new Observed(List.of(Math.pow(0.8, i), 0.05, 2.0, 8.0), List.of(error)));
    }
    DensityLawResult result =
        DensityLaw.fitted(List.of(new ErrorLadder("saw", LIKE, 0.05, 2, 8, levels, List.of())));
    assertEquals(
        Verdict.NO, result.heldOut().deviation().map(d -> d.within(0.02, 0.04)).orElseThrow());
  }

  private static PruneResult run(int seed, int... wrong) {
    List<PerExample> rounds = new ArrayList<>();
    for (int count : wrong) {
      rounds.add(errors(1000, 0, count));
    }
    return new Ladders(PruneOptions.defaults())
        .seed(seed, rounds.toArray(PerExample[]::new))
        .result();
  }

  @Test
  void twoDensitiesGiveNoLaw() {
    DensityLawResult result = DensityLaw.of(List.of(Variant.of("imp", run(1, 20, 30))));
    assertEquals("3 constants need more than 3 places, got 2", result.fit().reason());
    String text = DensityLawReport.display(result).text();
    assertTrue(text.contains("No law is fitted: 3 constants need more than 3 places"), text);
    assertEquals(0, DensityLawReport.constants(result).rowCount());
    assertTrue(text.contains("undecided"), text);
    DensityLawReport.chart(result);
  }

  @Test
  void levelsWithoutAnErrorOrAReplicateAreLeftOut() {
    ErrorLadder ladder =
        ErrorLadder.of(
            new Variant("imp", List.of(run(1, 20, 0, 40, 50), run(2, 20, 0, 30)), Map.of(), 0));
    assertEquals(
        List.of(1.0, ladder.levels().get(1).place().get(0)),
        ladder.levels().stream().map(level -> level.place().get(0)).toList());
    assertEquals(0.035, ladder.levels().get(1).error(), 1e-9);
    assertEquals(2, ladder.leftOut().size());
    assertTrue(ladder.leftOut().get(0).endsWith("an error of 0 has no relative deviation"));
    assertTrue(ladder.leftOut().get(1).endsWith("1 of 2 replicates have this density"));
  }

  private static String refusal(Variant... variants) {
    return assertThrows(IllegalArgumentException.class, () -> DensityLaw.of(List.of(variants)))
        .getMessage();
  }

  @Test
  void whatIsNoLadderIsRefused() {
    assertEquals(
        "the error of dense networks must be above 0, as the law is relative to it, got 0.0 for"
            + " imp",
        refusal(Variant.of("imp", run(1, 0, 10, 20))));
    assertTrue(refusal(Variant.of("base", "text")).startsWith("a ladder must be a pruning run"));
    assertEquals(
        "ladders must have equal numbers of replicates (--seeds), got [1, 2]",
        refusal(
            Variant.of("a", run(1, 10, 20)),
            new Variant("b", List.of(run(1, 10, 20), run(2, 10, 20)), Map.of(), 0)));
    PruneResult once = run(1, 10, 20);
    assertTrue(
        refusal(new Variant("c", Collections.nCopies(2, once), Map.of(), 0))
            .startsWith("dense networks of c must be all different, got seed 1"));
  }

  /** The order of rounds in a run decides nothing: levels go by density. */
  @Test
  void theOrderOfRunsDecidesNothing() {
    PruneResult one = run(1, 20, 30, 40, 60, 90, 140);
    PruneResult two = run(2, 22, 28, 44, 61, 95, 150);
    DensityLawResult forth =
        DensityLaw.of(List.of(new Variant("a", List.of(one, two), Map.of(), 0)));
    DensityLawResult back =
        DensityLaw.of(List.of(new Variant("a", List.of(two, one), Map.of(), 0)));
    for (int i = 0; i < forth.levels().size(); i++) {
      assertEquals(forth.levels().get(i).error(), back.levels().get(i).error(), 1e-12);
    }
  }
}
