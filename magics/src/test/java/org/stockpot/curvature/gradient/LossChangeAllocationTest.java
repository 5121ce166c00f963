package org.stockpot.curvature.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.djl.DjlTask;
import org.stockpot.store.Store;
import org.stockpot.store.StoredTask;
import org.stockpot.task.Job;
import org.stockpot.task.Outcome;
import org.stockpot.task.Part;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.Task;
import org.stockpot.task.TrainResult;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.analysis.Trajectory;
import org.stockpot.testing.Golden;
import org.stockpot.testing.Quartic;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** Allocations against the oracle, closed forms, and the change of the loss. */
final class LossChangeAllocationTest {

  private static final Recipe RECIPE =
      Recipe.defaults().withBatch(64).withLength(Span.iterations(12));

  @TempDir Path folder;

  @Test
  void tenStepsOfGradientDescentAreThoseOfTheOracle() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:32")) {
      JsonNode golden = Golden.of("A.lca");
      Derivatives derivatives = task.derivatives(Subset.all(Part.TRAINING)).orThrow();
      List<Point> points = new ArrayList<>();
      points.add(Golden.point(task.layout(), "A").times(0.5));
      for (int t = 0; t < golden.required("steps").asInt(); t++) {
        Point at = points.get(t);
        points.add(at.minus(derivatives.gradient(at).times(golden.required("lr").asDouble())));
      }
      List<LcaStep> steps = LossChangeAllocation.along(points, derivatives);
      assertEquals(golden.required("first_loss").asDouble(), steps.get(0).lossBefore(), 1e-6);
      assertEquals(golden.required("last_loss").asDouble(), steps.get(9).lossAfter(), 1e-6);
      for (int slot = 0; slot < 4; slot++) {
        int of = slot;
        double sum = steps.stream().mapToDouble(step -> step.allocated().get(of)).sum();
        assertEquals(golden.required("by_tensor").get(slot).asDouble(), sum, 1e-4);
      }
      for (int t = 0; t < 10; t++) {
        assertEquals(1, steps.get(t).splits());
        long helped = steps.get(t).helping().stream().mapToLong(Long::longValue).sum();
        double share = golden.required("helping_share_by_step").get(t).asDouble();
        assertEquals(share, helped / (double) task.layout().coordinates(), 2e-3);
      }
    }
  }

  /** With loss sum w⁴ the mean gradient of a step is known, and one Simpson interval is exact. */
  @Test
  void simpsonIsExactForAQuartic() {
    Quartic task = new Quartic(3);
    Derivatives derivatives = task.derivatives(Subset.all(Part.TRAINING)).orThrow();
    Point from = task.point(1, -2, 0);
    Point to = task.point(0, 1, 3);
    LcaStep step = LossChangeAllocation.along(List.of(from, to), derivatives).get(0);
    assertEquals(List.of(-1.0 + (1 - 16) + 81), step.allocated());
    assertEquals(List.of(2L), step.helping());
    assertEquals(List.of(1L), step.hurting());
    assertEquals(1, step.splits());
    assertEquals(0, step.residual(), 1e-12);
  }

  @Test
  void aBentWayIsSplitUntilTheSumIsRight() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:32")) {
      Derivatives derivatives = task.derivatives(Subset.of(Part.TRAINING, 64)).orThrow();
      List<Point> ends =
          List.of(Golden.point(task.layout(), "A.init"), Golden.point(task.layout(), "A"));
      LcaStep far = LossChangeAllocation.along(ends, derivatives).get(0);
      assertTrue(far.splits() > 1, far.toString());
      assertEquals(far.lossAfter() - far.lossBefore(), far.sum(), 1e-3);
      List<Point> there = List.of(ends.get(0), ends.get(1), ends.get(0));
      List<LcaStep> back = LossChangeAllocation.along(there, derivatives);
      assertEquals(0, back.get(0).sum() + back.get(1).sum(), 1e-5);
    }
  }

  @Test
  void aTrainingIsAllocatedAndKept() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:16")) {
      Task stored =
          new StoredTask(Store.open(folder.resolve("store")), task, Duration.ofDays(1), false);
      TrainResult base = TrainResult.of(task, RECIPE, 1);
      Trajectory trajectory = Trajectory.of("base", base);
      LcaOptions options = LcaOptions.defaults().withExamples(128).withEvery(3);
      LcaResult result = LossChangeAllocation.of(trajectory, stored, options);
      Derivatives derivatives = task.derivatives(options.subset()).orThrow();
      double fell = derivatives.loss(base.point()) - derivatives.loss(base.job().start());
      assertEquals(4, result.steps().size());
      assertEquals(fell, result.total(), 4e-3);
      assertEquals(0, result.unresolved());
      AtomicInteger gradients = new AtomicInteger();
      Progress counting =
          new Progress() {
            @Override
            public void done(org.stockpot.task.Work work, long units) {
              gradients.addAndGet(work.isStep() ? 0 : (int) units);
            }

            @Override
            public void skip(org.stockpot.task.Work work, long units) {}
          };
      assertEquals(result, LossChangeAllocation.of(trajectory, stored, options, counting));
      assertEquals(0, gradients.get(), "all is kept");
    }
  }

  /** What is pruned does not move; what moves statistics is told apart. */
  @Test
  void masksAndStatisticsAreOutside() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:16", withBatchNorm())) {
      Mask mask = Mask.keeping(task.layout(), i -> i % 3 == 0);
      Job job = Job.dense(task.init(1).masked(mask), RECIPE, 8, 1).under(mask);
      Trajectory trajectory = new Trajectory("base", job, task.train(job, Progress.NONE).end());
      LcaResult result =
          LossChangeAllocation.of(trajectory, task, LcaOptions.defaults().withExamples(100));
      assertEquals(0, result.unresolved());
      for (LcaStep step : result.steps()) {
        assertTrue(Math.abs(step.statistics()) > 0);
        for (int slot = 0; slot < result.slots().size(); slot++) {
          long moved = step.helping().get(slot) + step.hurting().get(slot);
          assertTrue(moved <= result.trained().get(slot), result.slots().get(slot));
        }
      }
    }
  }

  private static ai.djl.nn.Block withBatchNorm() {
    return new ai.djl.nn.SequentialBlock()
        .add(ai.djl.nn.core.Linear.builder().setUnits(16).build())
        .add(ai.djl.nn.norm.BatchNorm.builder().build())
        .add(ai.djl.nn.Activation::relu)
        .add(ai.djl.nn.core.Linear.builder().setUnits(10).build());
  }

  @Test
  void anInterruptLeavesWhatIsDone() {
    Quartic task = new Quartic(3);
    Job job = Job.dense(task.init(1), RECIPE, 10, 1);
    Trajectory trajectory = new Trajectory("base", job, task.train(job, Progress.NONE).end());
    task.gradientsUntilInterrupt = 8;
    LcaResult result = LossChangeAllocation.of(trajectory, task, LcaOptions.defaults());
    assertTrue(Thread.interrupted());
    assertEquals(Outcome.State.INTERRUPTED, result.outcome().state());
    assertEquals(3, result.steps().size());
  }

  @Test
  void badSettingsAreRefused() {
    assertEquals(
        "every must be at least 1, got 0",
        assertThrows(IllegalArgumentException.class, () -> new LcaOptions(0, 0)).getMessage());
    assertEquals(
        "examples must be at least 0, got -1",
        assertThrows(IllegalArgumentException.class, () -> new LcaOptions(-1, 1)).getMessage());
  }
}
