package org.stockpot.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.data.Data;
import org.stockpot.data.image.Digits;
import org.stockpot.prune.Control;
import org.stockpot.prune.IterativePruning;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.PruneResult;
import org.stockpot.task.Job;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Progress;
import org.stockpot.task.RecalibrationException;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.Statistics;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

/** TorchScript modules as people have them. */
final class ModulesTest {

  private static final Data DIGITS = Digits.load();
  private static final Recipe RECIPE = Recipe.defaults().withLength(Span.epochs(3));

  private static DjlTask task(String name, ModelOptions options) throws URISyntaxException {
    Path file = Path.of(ModulesTest.class.getResource(name + ".pt").toURI());
    return DjlTask.of(DIGITS, "torchscript:" + file, options);
  }

  private static DjlTask task(String name) throws URISyntaxException {
    return task(name, ModelOptions.defaults());
  }

  private static Point trained(DjlTask task, Point start, Recipe recipe) {
    return task.train(Job.dense(start, recipe, task.stepsPerEpoch(60), 1), Progress.NONE).end();
  }

  private static float[] values(Point point, String slot) {
    Slot of = point.layout().slot(slot);
    float[] values = new float[of.size()];
    point.values(of).get(values);
    return values;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dropout-train|this one draws random numbers there, as dropout does that was traced in",
        "batchnorm-train|whatever the others of its batch in evaluation mode; these differ by ",
        "fixed-batch|got one that was traced for batches of 4: trace it with a dynamic batch"
      })
  void modulesThatCannotBeMeasuredAreRefusedWithTheReason(String name, String reason) {
    String message = assertThrows(IllegalArgumentException.class, () -> task(name)).getMessage();
    assertTrue(message.contains(reason), message);
    assertTrue(message.contains("script it"), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void aLayerUnderTwoNamesIsOneSlot() throws Exception {
    try (DjlTask task = task("tied")) {
      assertEquals(2762 - 272, task.layout().coordinates());
      assertEquals(Map.of("f.weight", "e.weight", "f.bias", "e.bias"), task.tied());
      assertTrue(task.notes().contains("e.weight and f.weight are one tensor: slot e.weight"));
      assertEquals(64 * 16 + 16 * 16 + 16 * 10, task.layout().prunable());
      assertEquals(task.init(1), task.init(1));
      PruneOptions options =
          PruneOptions.defaults()
              .withRounds(2)
              .withControls(Control.RANDOM_MASK, Control.RANDOM_INIT);
      Recipe short20 = RECIPE.withLength(Span.iterations(20));
      PruneResult result =
          IterativePruning.run(task, short20, options, Optional.empty(), Progress.NONE);
      Point ticket = result.solution(2);
      Mask mask = result.round(2).mask();
      assertEquals(ticket, ticket.masked(mask));
      assertEquals(Math.round(1440 * 0.64), 1440 - mask.pruned());
    }
  }

  @Test
  void whatTheCodeDoesNotUseIsSaid() throws Exception {
    try (DjlTask task = task("tied")) {
      assertEquals(Role.OTHER, task.layout().slot("c.weight").role());
      assertTrue(task.notes().contains("the module's code does not use c.weight"));
    }
  }

  @Test
  void frozenParametersStayThroughTrainingDecayPruningAndInitialisation() throws Exception {
    Recipe decaying =
        RECIPE.withOptimizer(new Optimizer(Optimizer.Kind.SGD, 0.05, 0.9, true, 0.01));
    try (DjlTask task = task("frozen")) {
      Point pretrained = task.pretrained().orElseThrow();
      assertEquals(Role.FROZEN, task.layout().slot("a.weight").role());
      assertEquals(160, task.layout().prunable());
      for (Point start : new Point[] {pretrained, task.init(1)}) {
        Point end = trained(task, start, decaying);
        assertArrayEquals(values(pretrained, "a.weight"), values(end, "a.weight"));
        assertArrayEquals(values(pretrained, "a.bias"), values(end, "a.bias"));
        assertNotEquals(start, end);
      }
      assertTrue(
          task.notes()
              .contains(
                  "a.weight, a.bias came without gradients: not trained and not pruned; --unfreeze"
                      + " trains them"));
    }
    try (DjlTask task = task("frozen", ModelOptions.defaults().withUnfreeze())) {
      Point pretrained = task.pretrained().orElseThrow();
      assertEquals(1184, task.layout().prunable());
      Point end = trained(task, pretrained, decaying);
      assertNotEquals(values(pretrained, "a.weight")[0], values(end, "a.weight")[0]);
      assertNotEquals(values(pretrained, "a.weight")[0], values(task.init(1), "a.weight")[0]);
    }
  }

  @Test
  void statisticsOfATraceInEvaluationModeStayAndNewOnesAreRefused() throws Exception {
    try (DjlTask task = task("batchnorm-eval")) {
      Point pretrained = task.pretrained().orElseThrow();
      assertEquals(Role.STATISTIC, task.layout().slot("n.running_mean").role());
      Point end = trained(task, pretrained, RECIPE);
      assertEquals(end, end.withStatisticsOf(pretrained));
      assertTrue(task.test().score(end).value() > 0.6);
      String message =
          assertThrows(RecalibrationException.class, () -> task.recalibrate(end)).getMessage();
      assertTrue(message.startsWith("statistic n.running_mean cannot be re-estimated: "), message);
      assertTrue(message.endsWith("script it instead"), message);
      assertThrows(RecalibrationException.class, () -> Statistics.RE_ESTIMATE.single(end, task));
      assertTrue(
          String.join("\n", task.notes())
              .contains("n.running_mean, n.running_var stay as in the file"));
    }
  }

  @Test
  void statisticsOfAScriptAreTrainedAndReEstimated() throws Exception {
    try (DjlTask task = task("conv-bn")) {
      Point pretrained = task.pretrained().orElseThrow();
      double before = task.test().score(pretrained).loss();
      Point end = trained(task, pretrained, RECIPE);
      assertEquals(end, trained(task, pretrained, RECIPE));
      assertEquals(before, task.test().score(pretrained).loss());
      assertNotEquals(end, end.withStatisticsOf(pretrained));
      Point spoilt = end.withStatisticsOf(task.init(1));
      Point mended = task.recalibrate(spoilt);
      assertEquals(mended, task.recalibrate(end));
      assertNotEquals(spoilt, mended);
      for (String slot : new String[] {"bn.running_mean", "bn.running_var"}) {
        assertArrayEquals(values(end, slot), values(mended, slot), 0.2f);
      }
      assertEquals(0, values(task.init(1), "bn.running_mean")[0]);
      assertEquals(1, values(task.init(1), "bn.running_var")[0]);
    }
  }

  @Test
  void slotsHaveTheNamesOfTheStateDictInItsOrder() throws Exception {
    try (DjlTask task = task("batchnorm-eval")) {
      assertEquals(
          "[a.weight, a.bias, n.weight, n.bias, n.running_mean, n.running_var, b.weight, b.bias]",
          task.layout().slots().stream().map(Slot::name).toList().toString());
      assertEquals(Role.SCALE, task.layout().slot("n.weight").role());
      assertEquals(Role.SHIFT, task.layout().slot("n.bias").role());
    }
  }
}
