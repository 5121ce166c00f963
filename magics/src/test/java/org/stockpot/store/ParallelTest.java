package org.stockpot.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.DjlTask;
import org.stockpot.prune.IterativePruning;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Round;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.Task;

final class ParallelTest {

  @TempDir Path home;

  private static PruneResult run(Task task, Progress progress) {
    Recipe recipe = Recipe.defaults().withLength(Span.iterations(20));
    PruneOptions options = PruneOptions.defaults().withRounds(2).withSeeds(1L, 2L, 3L, 4L);
    return IterativePruning.run(task, recipe, options, Optional.empty(), progress);
  }

  private static List<List<Object>> bits(PruneResult result) {
    return result.replicates().stream()
        .flatMap(ladder -> ladder.rounds().stream())
        .map(ParallelTest::bits)
        .toList();
  }

  private static List<Object> bits(Round round) {
    return List.of(round.solution(), round.mask(), round.history(), round.test());
  }

  @Test
  void replicatesSideBySideAreStoppedAndContinuedBitForBit() {
    try (DjlTask task = DjlTask.of(Digits.load(), "mlp:32")) {
      assertTrue(
          Runtime.getRuntime().availableProcessors() == 1 || task.parallelism() > 1, "parallel");
      PruneResult whole = run(task, Progress.NONE);
      Store store = Store.open(home);
      Progress stop =
          new Progress() {
            private long done;

            @Override
            public synchronized void done(long units) {
              done += units;
              if (done >= 30) {
                Thread.currentThread().interrupt();
              }
            }
          };
      StoredTask first = new StoredTask(store, task, Duration.ofMillis(5), false);
      PruneResult part = run(first, stop);
      assertEquals(Outcome.State.INTERRUPTED, part.outcome().state());
      Thread.interrupted();
      StoredTask second = new StoredTask(store, task, Duration.ofMillis(5), false);
      assertEquals(bits(whole), bits(run(second, Progress.NONE)));
      assertTrue(second.saved().contains("continued"), second.saved());
      StoredTask third = new StoredTask(store, task, Duration.ofMillis(5), false);
      assertEquals(bits(whole), bits(run(third, Progress.NONE)));
      assertEquals("reused 12 of 12 trainings, 36 of 36 scores", third.saved());
    }
  }
}
