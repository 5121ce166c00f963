package org.stockpot.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Points;

/** Weights that go back by the length of a retraining. Ten steps make an epoch: T = 30. */
final class RetrainedWeightsTest {

  private static final Recipe RECIPE = Recipe.defaults().withLength(Span.epochs(3));

  private final Bowl bowl = new Bowl(Points.small());

  private PruneReplicate run(Retraining how) {
    PruneOptions options = PruneOptions.defaults().withRounds(2).withRetraining(how);
    return IterativePruning.run(bowl, RECIPE, options, Optional.empty(), Progress.NONE)
        .replicates()
        .get(0);
  }

  private static Retraining weights(Span retrain) {
    return Retraining.after(Rewind.parse("weights")).withRetrain(retrain);
  }

  /**
   * r = 12 of T = 30 is a rewind to k = 18, and nothing of it is a rewind to the initialisation.
   */
  @Test
  void rewindingByARetrainingIsRewindingToTheRest() {
    for (List<String> same : List.of(List.of("12it", "18it"), List.of("0it", "init"))) {
      PruneReplicate by = run(weights(Span.parse(same.get(0))));
      PruneReplicate to = run(Retraining.after(Rewind.parse(same.get(1))));
      assertEquals(to.origin(), by.origin());
      for (int round = 0; round <= 2; round++) {
        assertEquals(to.round(round).solution(), by.round(round).solution());
        assertEquals(to.round(round).steps(), by.round(round).steps());
        assertEquals(to.round(round).stepsFromInit(), by.round(round).stepsFromInit());
      }
    }
  }

  @Test
  void aRetrainingIsNoLongerThanTheTrainingAndNeedsSomethingToDecide() {
    assertEquals(
        "retrain must be at most the training's 3ep, got 31it",
        assertThrows(IllegalArgumentException.class, () -> run(weights(Span.parse("31it"))))
            .getMessage());
    assertEquals(
        "retrain must come with --rewind weights, lr or none, got 2ep with init",
        assertThrows(
                IllegalArgumentException.class,
                () -> Retraining.after(Rewind.INIT).withRetrain(Span.epochs(2)))
            .getMessage());
  }
}
