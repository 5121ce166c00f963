package org.stockpot.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.prune.IterativePruning;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Rewind;
import org.stockpot.prune.RoundTrajectory;
import org.stockpot.store.Store;
import org.stockpot.store.StoredTask;
import org.stockpot.task.Job;
import org.stockpot.task.Part;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.Task;
import org.stockpot.task.TrainResult;
import org.stockpot.task.Training;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.analysis.Trajectory;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Golden;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

/** A training that is walked once more passes through the points of the plain one, bit for bit. */
final class TrajectoryTest {

  private static final Recipe RECIPE =
      Recipe.defaults().withBatch(64).withLength(Span.iterations(13));

  @TempDir Path folder;

  private static NavigableMap<Long, Point> walked(Trajectory trajectory, Task task, long every) {
    NavigableMap<Long, Point> points = new TreeMap<>();
    trajectory.walk(task, every, points::put, Progress.NONE);
    return points;
  }

  private static void requireSame(Task task) {
    Job job = Job.dense(task.init(1), RECIPE, task.stepsPerEpoch(64), 1);
    Training plain =
        task.train(job.capturing(new TreeSet<>(List.of(0L, 5L, 10L, 13L))), Progress.NONE);
    Trajectory trajectory = new Trajectory("base", job, plain.end());
    assertEquals(plain.captured(), walked(trajectory, task, 5));
    assertEquals(14, walked(trajectory, task, 1).size());
    assertEquals(plain.captured().get(10L), walked(trajectory, task, 1).get(10L));
  }

  @Test
  void theWalkPassesThroughThePointsOfTheTraining() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:16")) {
      requireSame(task);
      requireSame(
          new StoredTask(Store.open(folder.resolve("store")), task, Duration.ofDays(1), false));
    }
    SequentialBlock draws =
        new SequentialBlock()
            .add(Linear.builder().setUnits(16).build())
            .add(Activation::relu)
            .add(Dropout.builder().optRate(0.2f).build())
            .add(Linear.builder().setUnits(10).build());
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "draws", draws)) {
      requireSame(task);
    }
    requireSame(new Bowl(Layout.builder().add("w", Role.WEIGHT, 3).build()));
  }

  /** A training may hold the whole engine; what uses its points needs it too. */
  @Test
  void whatReceivesPointsMayUseTheTask() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:16")) {
      TrainResult base = TrainResult.of(task, RECIPE, 1);
      Derivatives derivatives = task.derivatives(Subset.of(Part.TRAINING, 32)).orThrow();
      NavigableMap<Long, Double> losses = new TreeMap<>();
      Trajectory.of("base", base)
          .walk(task, 4, (step, p) -> losses.put(step, derivatives.loss(p)), Progress.NONE);
      assertEquals(List.of(0L, 4L, 8L, 12L, 13L), List.copyOf(losses.keySet()));
      assertTrue(losses.get(13L) < losses.get(0L));
    }
  }

  @Test
  void aTrainingThatEndsElsewhereIsRefused() {
    Bowl bowl = new Bowl(Layout.builder().add("w", Role.WEIGHT, 3).build());
    Job job = Job.dense(bowl.init(1), RECIPE, 10, 1);
    Trajectory wrong = new Trajectory("base", job, bowl.init(2));
    assertEquals(
        "training base must end where it ended before, bit for bit, got another end: train it"
            + " again here, with this number of threads",
        assertThrows(IllegalStateException.class, () -> walked(wrong, bowl, 5)).getMessage());
    assertEquals(
        "every must be at least 1, got 0",
        assertThrows(IllegalArgumentException.class, () -> wrong.steps(0)).getMessage());
  }

  @Test
  void roundsOfPruningAreTrainingsToo() {
    Layout layout = Layout.builder().add("w", Role.WEIGHT, 5, 4).build();
    Bowl bowl = new Bowl(layout);
    for (Rewind rewind : List.of(Rewind.parse("3it"), Rewind.LEARNING_RATE, Rewind.NOTHING)) {
      PruneOptions options =
          PruneOptions.defaults().withRounds(2).withSeeds(1L, 2L).withRewind(rewind);
      PruneResult pruning = IterativePruning.run(bowl, RECIPE, options);
      for (int round = 0; round <= 2; round++) {
        Trajectory trajectory = RoundTrajectory.of("imp." + round, pruning, 2, round, bowl);
        NavigableMap<Long, Point> points = walked(trajectory, bowl, 4);
        assertEquals(pruning.round(2, round).solution(), points.get(13L));
        assertEquals(pruning.round(2, round).start(), points.get(points.firstKey()));
      }
    }
  }
}
