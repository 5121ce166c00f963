package org.stockpot.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.data.Data;
import org.stockpot.data.image.Digits;
import org.stockpot.prune.Control;
import org.stockpot.prune.IterativePruning;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.PruneReplicate;
import org.stockpot.prune.PruneResult;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.work.Workers;
import org.stockpot.weights.Point;

/** Trainings in several threads of one JVM. */
final class ReplicatesTest {

  private static final Data DIGITS = Digits.load();
  private static final Recipe RECIPE =
      Recipe.defaults().withBatch(32).withLength(Span.iterations(8));

  private static PruneResult prune(DjlTask task, Long... seeds) {
    PruneOptions options =
        PruneOptions.defaults().withRounds(2).withSeeds(seeds).withControls(Control.RANDOM_INIT);
    return IterativePruning.run(task, RECIPE, options, Optional.empty(), Progress.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp:32,16", "resnet20"})
  void replicatesAtTheSameTimeHaveTheBitsOfOneAfterAnother(String model) {
    try (DjlTask task = DjlTask.of(DIGITS, model).withThreads(1)) {
      assertEquals(Runtime.getRuntime().availableProcessors(), task.parallelism());
      List<PruneReplicate> together = prune(task, 1L, 2L, 3L, 4L).replicates();
      assertEquals(4, together.size());
      for (long seed = 1; seed <= 4; seed++) {
        PruneReplicate alone = prune(task, seed).replicates().get(0);
        PruneReplicate ladder = together.get((int) seed - 1);
        assertEquals(seed, ladder.seed());
        for (int round = 0; round <= 2; round++) {
          assertEquals(alone.rounds().get(round).solution(), ladder.rounds().get(round).solution());
          assertEquals(alone.rounds().get(round).test(), ladder.rounds().get(round).test());
        }
        assertEquals(
            alone.controls().get(Control.RANDOM_INIT).get(1).solution(),
            ladder.controls().get(Control.RANDOM_INIT).get(1).solution());
      }
    }
  }

  @Test
  void trainingsThatDrawRandomNumbersTakeTurns() {
    Block block =
        new SequentialBlock()
            .add(Blocks.batchFlattenBlock(64))
            .add(Dropout.builder().optRate(0.5f).build())
            .add(Linear.builder().setUnits(10).build());
    try (DjlTask task = DjlTask.of(DIGITS, "dropout", block)) {
      List<Long> seeds = LongStream.range(0, 4).boxed().toList();
      List<Point> together = Workers.map(4, seeds, seed -> train(task, seed));
      assertEquals(seeds.stream().map(seed -> train(task, seed)).toList(), together);
    }
  }

  private static Point train(DjlTask task, long seed) {
    Job job = Job.dense(task.init(seed), RECIPE, task.stepsPerEpoch(32), seed);
    return task.train(job, Progress.NONE).end();
  }

  @Test
  void anInterruptStopsAllOfThem() {
    try (DjlTask task = DjlTask.of(DIGITS, "mlp:8")) {
      Thread caller = Thread.currentThread();
      Progress stop =
          new Progress() {
            @Override
            public void done(long units) {
              caller.interrupt();
            }
          };
      Recipe endless = RECIPE.withLength(Span.epochs(100_000));
      Job job = Job.dense(task.init(1), endless, task.stepsPerEpoch(32), 1);
      assertThrows(
          CancellationException.class,
          () -> Workers.map(2, List.of(1, 2), i -> task.train(job, stop)));
      assertTrue(Thread.interrupted());
    }
  }
}
