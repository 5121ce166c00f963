package org.stockpot.report.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stockpot.prune.IterativePruning;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Retraining;
import org.stockpot.prune.Rewind;
import org.stockpot.study.Comparison;
import org.stockpot.study.Match;
import org.stockpot.study.RetrainTimes;
import org.stockpot.study.Variant;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.replicates.Contrast;
import org.stockpot.task.replicates.Verdict;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Points;
import tech.tablesaw.api.Table;

/** Ten steps make an epoch: T = 30. */
final class RetrainReportTest {

  private static final List<String> RETRAIN = List.of("20it", "10it", "0it");

  private final Bowl bowl = new Bowl(Points.small());

  private Variant variant(String rewind, String retrain) {
    return variant(rewind, retrain, 0, run(rewind, retrain, 1L, 2L, 3L));
  }

  private static Variant variant(
      String rewind, String retrain, int diverged, PruneResult... results) {
    Map<String, String> settings = Map.of("rewind", rewind, "retrain", retrain);
    return new Variant(rewind + "-" + retrain, List.of((Object[]) results), settings, diverged);
  }

  private PruneResult run(String rewind, String retrain, Long... seeds) {
    Retraining how = Retraining.after(Rewind.parse(rewind)).withRetrain(Span.parse(retrain));
    PruneOptions options =
        PruneOptions.defaults().withRounds(1).withSeeds(seeds).withRetraining(how);
    Recipe recipe = Recipe.defaults().withLength(Span.epochs(3));
    return IterativePruning.run(bowl, recipe, options);
  }

  private Comparison comparison(String... rewinds) {
    List<Variant> variants = new ArrayList<>();
    for (String rewind : rewinds) {
      RETRAIN.forEach(retrain -> variants.add(variant(rewind, retrain)));
    }
    return Comparison.of(variants, Match.DENSITY, bowl);
  }

  private static double error(Comparison comparison, String name, long seed) {
    PruneResult result = comparison.get(name);
    return result.round(seed, 1).test().error();
  }

  @Test
  void eachLengthHoldsTheOthersAgainstTheFirstWayInsideTheSeeds() {
    Comparison comparison = comparison("weights", "lr");
    Table table = RetrainReport.table(comparison);
    assertEquals(
        List.of("10it", "10it", "20it", "20it", "0it", "0it"),
        table.stringColumn("setting retrain").asList());
    assertEquals(List.of(10L, 10L, 20L, 20L, 30L, 30L), table.longColumn("steps here").asList());
    assertEquals(
        List.of(30L, 40L, 30L, 50L, 30L, 60L), table.longColumn("steps from start").asList());
    for (RetrainTimes.Row row : RetrainTimes.of(comparison)) {
      assertEquals(row.method().equals("lr"), row.contrast().isPresent());
      double above = 0;
      for (long seed = 1; seed <= 3; seed++) {
        above += error(comparison, row.method() + "-" + row.retrain(), seed) / 3;
        above -= error(comparison, "weights-" + row.retrain(), seed) / 3;
      }
      double shown = row.contrast().map(c -> c.difference().mean()).orElse(0.0);
      assertEquals(above, shown, 1e-12, row.method() + " " + row.retrain());
    }
    String text = ComparisonReport.display(comparison).text();
    assertTrue(text.contains("have had the schedule once"), text);
    assertEquals(2, ComparisonReport.charts(comparison).size());
  }

  @Test
  void oneWayIsALineWithoutDifferencesAndOneLengthNoQuestion() {
    Comparison one = comparison("lr");
    assertTrue(RetrainTimes.of(one).stream().allMatch(row -> row.contrast().isEmpty()));
    assertTrue(RetrainReport.table(one).columnNames().contains("accuracy minus tickets, points"));
    Variant weights = variant("weights", "20it");
    Variant lr = variant("lr", "20it");
    assertFalse(RetrainTimes.isAsked(Comparison.of(List.of(weights, lr), Match.DENSITY, bowl)));
  }

  /** Replicates may lie in several results; where one diverged nothing is decided. */
  @Test
  void allResultsOfAVariantCount() {
    List<RetrainTimes.Row> whole = RetrainTimes.of(comparison("weights", "lr"));
    List<Variant> parts = new ArrayList<>();
    for (String rewind : List.of("weights", "lr")) {
      for (String retrain : RETRAIN) {
        int diverged = rewind.equals("lr") ? 1 : 0;
        PruneResult two = run(rewind, retrain, 1L, 2L);
        parts.add(variant(rewind, retrain, diverged, two, run(rewind, retrain, 3L)));
      }
    }
    List<RetrainTimes.Row> rows = RetrainTimes.of(Comparison.of(parts, Match.DENSITY, bowl));
    for (int i = 0; i < rows.size(); i++) {
      RetrainTimes.Row row = rows.get(i);
      assertEquals(whole.get(i).error(), row.error());
      assertEquals(
          whole.get(i).contrast().map(Contrast::difference),
          row.contrast().map(Contrast::difference));
      row.contrast().ifPresent(c -> assertEquals(Verdict.UNDECIDED, c.better()));
    }
  }
}
