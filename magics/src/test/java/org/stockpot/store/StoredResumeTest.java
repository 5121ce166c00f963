package org.stockpot.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Job;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.Training;
import org.stockpot.weights.Mask;

final class StoredResumeTest {

  @TempDir Path home;

  /** Stops a training dead after some steps. */
  private static Progress dyingAfter(long steps, RuntimeException death) {
    return new Progress() {
      private long done;

      @Override
      public void done(long units) {
        done += units;
        if (done >= steps) {
          throw death;
        }
      }
    };
  }

  private static Job job(DjlTask task, Optimizer optimizer) {
    SplittableRandom random = new SplittableRandom(5);
    Mask mask = Mask.keeping(task.layout(), i -> random.nextInt(3) > 0);
    Recipe recipe =
        Recipe.defaults().withBatch(100).withLength(Span.epochs(3)).withOptimizer(optimizer);
    TreeSet<Long> captures = new TreeSet<>(List.of(2L, 5L, 16L));
    return new Job(task.init(1).masked(mask), mask, recipe, 2, 16, 7, captures);
  }

  private CachedTrainer trainer(DjlTask task) {
    return new CachedTrainer(Store.open(home), task, Duration.ZERO, false);
  }

  @ParameterizedTest
  @CsvSource({"mlp:16, ADAM", "mlp:16, SGD", "resnet20, ADAMW"})
  void aTrainingThatDiesManyTimesEndsWhereOneWithoutAStopEnds(String model, Optimizer.Kind kind) {
    Optimizer optimizer = new Optimizer(kind, 1e-3, 0.9, false, 1e-3);
    Training whole;
    try (DjlTask task = DjlTask.of(Digits.load(), model)) {
      whole = task.train(job(task, optimizer), Progress.NONE);
    }
    for (long after = 1; after <= 13; after += 4) {
      try (DjlTask task = DjlTask.of(Digits.load(), model)) {
        Progress dying = dyingAfter(after, new IllegalStateException("dead"));
        assertThrows(
            IllegalStateException.class, () -> trainer(task).train(job(task, optimizer), dying));
      }
    }
    try (DjlTask task = DjlTask.of(Digits.load(), model)) {
      CachedTrainer last = trainer(task);
      assertEquals(whole, last.train(job(task, optimizer), Progress.NONE));
      assertEquals("continued 1", last.saved());
      assertEquals(0, Store.open(home).count(StorePart.SNAPSHOTS));
      assertEquals(whole, trainer(task).train(job(task, optimizer), Progress.NONE));
    }
  }

  @Test
  void aDamagedSnapshotIsSetAsideAndTheTrainingBeginsAnew() throws IOException {
    try (DjlTask task = DjlTask.of(Digits.load(), "mlp:16")) {
      Job job = job(task, Optimizer.adam(1e-3));
      Progress dying = dyingAfter(6, new IllegalStateException("dead"));
      assertThrows(IllegalStateException.class, () -> trainer(task).train(job, dying));
      try (Stream<Path> all = Files.walk(home.resolve("snapshots"))) {
        Path moment = all.filter(f -> f.endsWith("moment-1.safetensors")).findAny().orElseThrow();
        byte[] bytes = Files.readAllBytes(moment);
        bytes[bytes.length - 1] ^= 1;
        Files.write(moment, bytes);
      }
      CachedTrainer next = trainer(task);
      assertEquals(task.train(job, Progress.NONE), next.train(job, Progress.NONE));
      assertTrue(next.notes().toString().contains("moment-1.safetensors"), "" + next.notes());
      assertEquals("", next.saved());
    }
  }

  @Test
  void anInterruptedTrainingGoesOnFromTheVeryStep() {
    try (DjlTask task = DjlTask.of(Digits.load(), "mlp:16")) {
      Job job = job(task, Optimizer.adam(1e-3));
      Progress stop =
          new Progress() {
            private long done;

            @Override
            public void done(long units) {
              done += units;
              if (done == 9) {
                Thread.currentThread().interrupt();
              }
            }
          };
      Duration never = Duration.ofDays(1);
      CachedTrainer first = new CachedTrainer(Store.open(home), task, never, false);
      assertThrows(CancellationException.class, () -> first.train(job, stop));
      assertTrue(Thread.interrupted());
      long[] atOnce = {-1};
      Progress counting =
          new Progress() {
            @Override
            public void done(long units) {
              atOnce[0] = atOnce[0] < 0 ? units : atOnce[0];
            }
          };
      Training rest = trainer(task).train(job, counting);
      assertEquals(9, atOnce[0]);
      assertEquals(task.train(job, Progress.NONE), rest);
    }
  }
}
