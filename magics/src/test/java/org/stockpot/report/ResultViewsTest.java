package org.stockpot.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.Instability;
import org.stockpot.barrier.InstabilityOptions;
import org.stockpot.barrier.LinearBarrier;
import org.stockpot.prune.IterativePruning;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Round;
import org.stockpot.report.barrier.BarrierReport;
import org.stockpot.report.prune.PruneReport;
import org.stockpot.soup.Finetune;
import org.stockpot.soup.FinetuneResult;
import org.stockpot.soup.SoupOptions;
import org.stockpot.soup.SoupRecipe;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.Soups;
import org.stockpot.soup.Variation;
import org.stockpot.task.Recipe;
import org.stockpot.task.Result;
import org.stockpot.task.Span;
import org.stockpot.task.TrainResult;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Points;
import org.stockpot.weights.MaskedPoint;

/** What a result shows of itself in Java. */
final class ResultViewsTest {

  private final Bowl bowl = new Bowl(Points.small());
  private final Recipe recipe = Recipe.defaults().withLength(Span.epochs(3));
  private final PruneResult imp =
      IterativePruning.run(bowl, recipe, PruneOptions.defaults().withRounds(2).withSeeds(4L, 5L));

  @Test
  void aResultHasTheTablesAndChartsThatAreSaved() {
    assertEquals(PruneReport.summary(imp).toString(), imp.table().toString());
    assertEquals(PruneReport.trainings(imp).toString(), imp.table("trainings").toString());
    assertTrue(imp.chart("slots").asJavascript("x").contains("layout"));
    assertEquals(
        "table must be one of rounds, trainings, got epochs",
        assertThrows(IllegalArgumentException.class, () -> imp.table("epochs")).getMessage());
    BarrierResult barriers =
        LinearBarrier.of(imp.pairs("imp"), bowl, BarrierOptions.defaults().withSamples(3));
    assertEquals(BarrierReport.table(barriers).toString(), barriers.table().toString());
    BarrierResult own = imp.barrier(bowl);
    assertEquals(barriers.pairs().size(), own.pairs().size());
    assertEquals(BarrierOptions.defaults().samples(), own.pairs().get(0).path().positions().size());
  }

  @Test
  void roundsAreFoundBySeedAndTheBestByValidation() {
    assertEquals(imp.replicates().get(1).rounds().get(2), imp.round(5, 2));
    assertEquals(imp.replicates().get(0).rounds().get(1), imp.round(1));
    assertEquals(
        "seed must be one of [4, 5], got 0",
        assertThrows(IllegalArgumentException.class, () -> imp.round(0, 1)).getMessage());
    Round best = imp.best();
    imp.replicates().stream()
        .flatMap(replicate -> replicate.rounds().stream())
        .forEach(round -> assertTrue(best.validation().value() >= round.validation().value()));
  }

  @Test
  void resultsPrintShort() {
    TrainResult training = TrainResult.of(bowl, recipe, 1);
    FinetuneResult tuned =
        Finetune.of(
            MaskedPoint.dense(training.point()),
            List.of(new Variation(recipe, 1), new Variation(recipe.withLr(0.1), 2)),
            bowl);
    SoupResult soup =
        Soups.of(SoupRecipe.UNIFORM, tuned.ingredients("ft"), bowl, SoupOptions.defaults());
    List<Result> results =
        List.of(
            imp,
            training,
            tuned,
            soup,
            LinearBarrier.of(imp.pairs("imp"), bowl, BarrierOptions.defaults().withSamples(3)),
            Instability.of(bowl, recipe, InstabilityOptions.defaults(), BarrierOptions.defaults()));
    results.forEach(
        result -> {
          String text = result.toString();
          assertTrue(text.length() < 120 && text.contains(bowl.name()), text);
        });
    assertTrue(imp.round(1).toString().length() < 120, imp.round(1).toString());
    assertTrue(tuned.tuned().toString().length() < 2000, tuned.tuned().toString());
  }
}
