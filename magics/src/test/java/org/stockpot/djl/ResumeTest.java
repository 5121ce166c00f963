package org.stockpot.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.data.Data;
import org.stockpot.data.image.Digits;
import org.stockpot.data.image.Mnist;
import org.stockpot.task.Distortion;
import org.stockpot.task.Job;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Schedule;
import org.stockpot.task.Snapshot;
import org.stockpot.task.Snapshots;
import org.stockpot.task.Span;
import org.stockpot.task.Training;
import org.stockpot.task.optimizer.Sharpness;
import org.stockpot.weights.Mask;

final class ResumeTest {

  private static final Data DIGITS = Digits.load();

  /** Keeps every state, and begins with a given one. */
  private static final class Kept implements Snapshots {
    private final List<Snapshot> all = new ArrayList<>();
    private final Optional<Snapshot> first;
    private final boolean due;

    Kept(Optional<Snapshot> first, boolean due) {
      this.first = first;
      this.due = due;
    }

    @Override
    public Optional<Snapshot> latest() {
      return first;
    }

    @Override
    public boolean isDue() {
      return due;
    }

    @Override
    public void keep(Snapshot snapshot) {
      all.add(snapshot);
    }
  }

  private static Recipe recipe(String optimizer) {
    Recipe recipe = Recipe.defaults().withBatch(100).withLength(Span.epochs(3));
    return switch (optimizer) {
      case "adam" -> recipe;
      case "adamw" ->
          recipe.withOptimizer(new Optimizer(Optimizer.Kind.ADAMW, 1e-3, 0, false, 0.1));
      case "sam" -> recipe.withSharpness(Sharpness.parse("sam"));
      default ->
          recipe
              .withOptimizer(new Optimizer(Optimizer.Kind.SGD, 0.05, 0.9, true, 1e-4))
              .withSchedule(Schedule.of(Schedule.Shape.COSINE));
    };
  }

  private static Block dropout() {
    return new SequentialBlock()
        .add(Blocks.batchFlattenBlock(64))
        .add(Linear.builder().setUnits(24).build())
        .add(Activation::relu)
        .add(Dropout.builder().optRate(0.3f).build())
        .add(Linear.builder().setUnits(10).build());
  }

  private static DjlTask task(String model) {
    return switch (model) {
      case "dropout" -> DjlTask.of(DIGITS, model, dropout());
      case "mnist" -> DjlTask.of(Mnist.load10k(Mnist.SPLIT_10K), "mlp:64").withThreads(2);
      default -> DjlTask.of(DIGITS, model);
    };
  }

  private static Job job(DjlTask task, String optimizer) {
    SplittableRandom random = new SplittableRandom(5);
    Mask mask = Mask.keeping(task.layout(), i -> random.nextInt(3) > 0);
    Distortion moved = Distortion.parse("translate:1");
    // Noise leaves nothing of a background that steps pass over.
    Recipe recipe =
        task.name().startsWith("mnist")
            ? recipe(optimizer).withAugment(moved)
            : recipe(optimizer).withAugment(moved, Distortion.parse("noise:0.1"));
    long to = task.layout().hasStatistics() ? 8 : 25;
    return new Job(
        task.init(1).masked(mask), mask, recipe, 3, to, 7, new TreeSet<>(List.of(3L, 5L, to)));
  }

  @ParameterizedTest
  @CsvSource({
    "mlp:24, adam",
    "mlp:24, adamw",
    "mlp:24, sgd",
    "mnist, adam",
    "mnist, sgd",
    "dropout, adam",
    "dropout, sam",
    "resnet20, sgd"
  })
  void aTrainingContinuedAnywhereEndsWhereOneWithoutAStopEnds(String model, String optimizer) {
    List<Snapshot> states;
    Training whole;
    try (DjlTask task = task(model)) {
      Kept kept = new Kept(Optional.empty(), true);
      whole = task.train(job(task, optimizer), Progress.NONE);
      assertEquals(whole, task.train(job(task, optimizer), kept, Progress.NONE));
      states = kept.all;
    }
    try (DjlTask other = task(model)) {
      Job job = job(other, optimizer);
      assertEquals(job.steps() - 1, states.size());
      for (Snapshot state : states) {
        Kept from = new Kept(Optional.of(state), false);
        assertEquals(whole, other.train(job, from, Progress.NONE), "from step " + state.step());
      }
    }
  }

  @Test
  void anInterruptKeepsTheStateBeforeItStops() {
    try (DjlTask task = task("mlp:24")) {
      Job job = job(task, "adam");
      Kept kept = new Kept(Optional.empty(), false);
      Progress stop =
          new Progress() {
            private long done;

            @Override
            public void done(long units) {
              done += units;
              if (done == 5) {
                Thread.currentThread().interrupt();
              }
            }
          };
      assertThrows(CancellationException.class, () -> task.train(job, kept, stop));
      assertEquals(true, Thread.interrupted());
      assertEquals(List.of(8L), kept.all.stream().map(Snapshot::step).toList());
      Kept rest = new Kept(Optional.of(kept.all.get(0)), false);
      assertEquals(task.train(job, Progress.NONE), task.train(job, rest, Progress.NONE));
    }
  }

  @Test
  void doneStepsOfAContinuedTrainingAreCountedAtOnce() {
    try (DjlTask task = task("mlp:24")) {
      Job job = job(task, "adam");
      Kept kept = new Kept(Optional.empty(), true);
      Training unused = task.train(job, kept, Progress.NONE);
      assertFalse(unused.history().isEmpty());
      List<Long> told = new ArrayList<>();
      Progress progress =
          new Progress() {
            @Override
            public void done(long units) {
              told.add(units);
            }
          };
      Kept from = new Kept(Optional.of(kept.all.get(9)), false);
      assertEquals(unused, task.train(job, from, progress));
      assertEquals(10L, told.get(0));
      assertEquals(job.steps(), told.stream().mapToLong(Long::longValue).sum());
    }
  }

  @Test
  void tasksAreTheSameIfTheirDataBlockAndThreadsAre() {
    try (DjlTask one = task("mlp:24");
        DjlTask same = task("mlp:24");
        DjlTask wider = task("mlp:25");
        DjlTask dropout = task("dropout")) {
      assertEquals(one.identity(), same.identity());
      assertNotEquals(one.identity(), wider.identity());
      assertEquals(one.layout(), dropout.layout());
      assertNotEquals(one.identity().get("behaviour"), dropout.identity().get("behaviour"));
      assertNotEquals(one.identity(), same.withThreads(2).identity());
    }
  }
}
