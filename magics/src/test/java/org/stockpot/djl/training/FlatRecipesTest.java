package org.stockpot.djl.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.DjlTask;
import org.stockpot.store.CachedTrainer;
import org.stockpot.store.Store;
import org.stockpot.task.Job;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Snapshot;
import org.stockpot.task.Snapshots;
import org.stockpot.task.Span;
import org.stockpot.task.Training;
import org.stockpot.task.analysis.Trajectory;
import org.stockpot.task.optimizer.Regularizer;
import org.stockpot.task.optimizer.Sharpness;
import org.stockpot.task.optimizer.WeightAveraging;
import org.stockpot.weights.Centroid;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** Trainings that average their weights or add to their loss, of 26 steps in epochs of 11. */
final class FlatRecipesTest {

  private static final int BATCH = 100;

  private record Kept(Optional<Snapshot> latest, boolean isDue, List<Snapshot> all)
      implements Snapshots {
    @Override
    public void keep(Snapshot snapshot) {
      all.add(snapshot);
    }
  }

  private static DjlTask task(String model) {
    return model.equals("conv")
        ? DjlTask.of(
            Digits.load(),
            "conv",
            new SequentialBlock()
                .add(Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(3).build())
                .add(BatchNorm.builder().build())
                .add(Activation::relu)
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(10).build()))
        : DjlTask.of(Digits.load(), model);
  }

  private static Recipe recipe(String average, String regularizer, String sharpness) {
    return Recipe.defaults()
        .withOptimizer(Optimizer.sgd(0.05, 0.9))
        .withBatch(BATCH)
        .withLength(Span.iterations(26))
        .withAverage(WeightAveraging.parse(average))
        .withRegularizer(Regularizer.parse(regularizer))
        .withSharpness(Sharpness.parse(sharpness));
  }

  private static Job job(DjlTask task, Recipe recipe, long from) {
    SplittableRandom random = new SplittableRandom(5);
    Mask mask = Mask.keeping(task.layout(), i -> random.nextInt(3) > 0);
    return new Job(task.init(1).masked(mask), mask, recipe, from, 26, 7, new TreeSet<>());
  }

  @ParameterizedTest
  @CsvSource({"mlp:12, 0", "conv, 0", "mlp:12, 17"})
  void anAverageIsTheMeanOfWhatATrainingPassedThrough(String model, long from) {
    try (DjlTask task = task(model)) {
      assertEquals(11, task.stepsPerEpoch(BATCH));
      TreeSet<Long> all = new TreeSet<>(LongStream.rangeClosed(from, 26).boxed().toList());
      Job averaged = job(task, recipe("swa:0.5:3it:0.02:0.005", "none", "none"), from);
      Training made = task.train(averaged.capturing(all), Progress.NONE);
      List<Long> taken =
          LongStream.of(13, 16, 19, 22, 25).filter(step -> step >= from).boxed().toList();
      Point mean = Centroid.of(taken.stream().map(step -> made.captured().get(step)).toList());
      assertEquals(task.recalibrate(mean, BATCH), made.end());
      averaged.mask().requireZeros(made.end());
      int last = made.history().size() - 1;
      assertEquals(26, made.history().get(last).step());
      assertEquals(task.validation().score(made.end()), made.history().get(last).validation());
      // Points on the way are those of a training that stops there, and not averages.
      Job half = averaged.until(20, new TreeSet<>());
      assertEquals(made.captured().get(20L), task.train(half, Progress.NONE).end());
      assertNotEquals(made.captured().get(26L), made.end());
    }
  }

  /** A rate that the schedule has anyway leaves the steps. */
  @Test
  void averagingLeavesTheSteps() {
    try (DjlTask task = task("mlp:12")) {
      TreeSet<Long> end = new TreeSet<>(List.of(26L));
      Training plain =
          task.train(job(task, recipe("none", "none", "none"), 0).capturing(end), Progress.NONE);
      for (String average : List.of("swa:0.5:3it", "swa:0.5:3it:0.05")) {
        Recipe recipe = recipe(average, "none", "none");
        Training made = task.train(job(task, recipe, 0).capturing(end), Progress.NONE);
        assertEquals(plain.end(), made.captured().get(26L), average);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mlp:12, swa:0.5:3it, none, none",
    "mlp:12, none, saf:1:2:1:1, none",
    "mlp:12, none, compressibility:0.01, none",
    "mlp:12, swa:0.5:3it:0.02:0.005, saf:1:2:1:1, sam",
    "conv, swa:0.5:3it, compressibility:0.01:layer, none",
    "conv, swa:0.5:3it, saf:1:2:1:1, asam"
  })
  void aTrainingContinuedAnywhereEndsTheSame(
      String model, String average, String regularizer, String sharpness) {
    try (DjlTask task = task(model);
        DjlTask same = task(model)) {
      Job job = job(task, recipe(average, regularizer, sharpness), 2);
      Kept kept = new Kept(Optional.empty(), true, new ArrayList<>());
      Training whole = task.train(job, kept, Progress.NONE);
      assertEquals(23, kept.all().size());
      assertNotEquals(
          whole.end(),
          task.train(job(task, recipe("none", "none", "none"), 2), Progress.NONE).end());
      job.mask().requireZeros(whole.end());
      for (Snapshot state : kept.all()) {
        Kept from = new Kept(Optional.of(state), false, new ArrayList<>());
        assertEquals(whole, same.train(job, from, Progress.NONE), "from step " + state.step());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 17, 22})
  void aStoreGoesOnWithSumsAndOutputs(int stopped, @TempDir Path home) {
    try (DjlTask task = task("mlp:12")) {
      Job job = job(task, recipe("swa:0.0:3it", "saf:1:2:1:1", "none"), 0);
      CachedTrainer trainer = new CachedTrainer(Store.open(home), task, Duration.ofDays(1), false);
      Progress stop =
          new Progress() {
            private long steps;

            @Override
            public void done(long units) {
              steps += units;
              if (steps == stopped) {
                Thread.currentThread().interrupt();
              }
            }
          };
      assertThrows(CancellationException.class, () -> trainer.train(job, stop));
      assertTrue(Thread.interrupted());
      Training whole = task.train(job, Progress.NONE);
      assertEquals(whole, trainer.train(job, Progress.NONE));
      assertEquals("continued 1", trainer.saved());
      assertEquals(whole, trainer.train(job, Progress.NONE));
    }
  }

  /** Before an example comes again there is nothing to hold its outputs against. */
  @Test
  void outputsPullOnceTheyAreThere() {
    try (DjlTask task = task("mlp:12")) {
      Recipe plain = recipe("none", "none", "none");
      Recipe saf = recipe("none", "saf:1:2:1:0", "none");
      TreeSet<Long> all = new TreeSet<>(LongStream.rangeClosed(0, 26).boxed().toList());
      Training without = task.train(job(task, plain, 0).capturing(all), Progress.NONE);
      Training with = task.train(job(task, saf, 0).capturing(all), Progress.NONE);
      for (long step = 0; step <= 11; step++) {
        assertEquals(without.captured().get(step), with.captured().get(step));
      }
      assertNotEquals(without.captured().get(12L), with.captured().get(12L));
    }
  }

  @Test
  void whatMakesNoSenseIsRefusedByName() {
    try (DjlTask task = task("mlp:12")) {
      Job averaged = job(task, recipe("swa", "none", "none"), 0);
      String alone = message(() -> task.train(averaged, Progress.NONE));
      assertTrue(alone.startsWith("average must take at least 2 of the weights"), alone);
      Job named = job(task, recipe("swa:0.5:1it", "none", "none"), 0);
      String walked = message(() -> new Trajectory("base", named, named.start()));
      assertTrue(walked.startsWith("base must end in its last weights"), walked);
      String late = message(() -> Job.dense(task.init(1), recipe("none", "saf", "none"), 11, 1));
      assertTrue(late.startsWith("saf must begin before the last step"), late);
    }
  }

  private static String message(Runnable work) {
    String message = assertThrows(IllegalArgumentException.class, work::run).getMessage();
    assertFalse(message.contains("\n"));
    return message;
  }
}
