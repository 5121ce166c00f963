package org.stockpot.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.barrier.Bends;
import org.stockpot.barrier.CurveOptions;
import org.stockpot.barrier.CurveScores;
import org.stockpot.barrier.CurveTraining;
import org.stockpot.data.image.Digits;
import org.stockpot.task.Part;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Score;
import org.stockpot.task.Span;
import org.stockpot.task.TrainResult;
import org.stockpot.task.analysis.BatchGradients;
import org.stockpot.task.analysis.Subset;
import org.stockpot.testing.Golden;
import org.stockpot.weights.Curve;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

final class BatchGradientsTest {

  private static final Recipe RECIPE = Recipe.defaults().withBatch(Golden.ROWS);

  @SuppressWarnings("ArrayRecordComponent")
  private record Step(double loss, float[] gradient) {}

  private static List<Step> steps(DjlTask task, Point at, Recipe recipe, long seed, int count) {
    List<Step> steps = new ArrayList<>();
    task.batchGradients()
        .orThrow()
        .walk(
            recipe,
            seed,
            count,
            new BatchGradients.Walk() {
              @Override
              public void place(long step, float[] weights) {
                at.values().get(weights);
              }

              @Override
              public void accept(long step, double loss, float[] gradient) {
                steps.add(new Step(loss, gradient.clone()));
              }
            });
    return steps;
  }

  @Test
  void aBatchOfAllExamplesHasTheWholeGradient() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:32")) {
      Point at = Golden.point(task.layout(), "A");
      Step step = steps(task, at, RECIPE, 1, 1).get(0);
      assertArrayEquals(
          task.derivatives(Subset.all(Part.TRAINING)).orThrow().gradient(at).toArray(),
          step.gradient(),
          1e-6f);
      assertEquals(Golden.of("A.curvature").get("loss").asDouble(), step.loss(), 1e-6);
    }
  }

  @Test
  void networksThatAreNotDenseHaveThem() {
    Block block = new SequentialBlock().add(Linear.builder().setUnits(10).build());
    ((SequentialBlock) block).add(list -> new ai.djl.ndarray.NDList(list.get(0).tanh()));
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "tanh", block)) {
      Point at = task.init(1);
      Step step = steps(task, at, RECIPE, 1, 1).get(0);
      assertArrayEquals(
          task.derivatives(Subset.all(Part.TRAINING)).orThrow().gradient(at).toArray(),
          step.gradient(),
          1e-6f);
    }
  }

  @Test
  void batchesAreThoseOfATraining() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:32")) {
      Point at = Golden.point(task.layout(), "A");
      Recipe recipe = Recipe.defaults().withBatch(50).withLength(Span.iterations(1));
      Recipe plain = recipe.withOptimizer(org.stockpot.task.Optimizer.sgd(0.5, 0));
      Point end =
          TrainResult.of(task, org.stockpot.weights.MaskedPoint.dense(at), plain, 3).point();
      Step step = steps(task, at, plain, 3, 1).get(0);
      for (int i = 0; i < step.gradient().length; i++) {
        assertEquals(at.at(i) - 0.5 * step.gradient()[i], end.at(i), 1e-6);
      }
      List<Step> twice = steps(task, at, recipe, 4, 12);
      List<Step> again = steps(task, at, recipe, 4, 12);
      for (int i = 0; i < 12; i++) {
        assertArrayEquals(twice.get(i).gradient(), again.get(i).gradient(), 0f);
      }
    }
  }

  @Test
  void aCurveBetweenTwoNetworksGoesAroundTheirRidge() {
    try (DjlTask task = DjlTask.of(Digits.load(), "mlp:32")) {
      Recipe recipe = Recipe.defaults().withLength(Span.epochs(10));
      Point a = TrainResult.of(task, recipe, 1).point();
      Point b = TrainResult.of(task, recipe, 2).point();
      Curve curve =
          CurveTraining.between(
              a,
              b,
              Mask.full(task.layout()),
              task,
              Bends.THREE,
              CurveOptions.recipe().withLength(Span.epochs(40)),
              1,
              Progress.NONE);
      double[] ts = {0, 0.25, 0.5, 0.75, 1};
      List<Score> scores = CurveScores.of(curve, ts, task, task.training());
      double straight = task.training().score(new org.stockpot.weights.Line(a, b).at(0.5)).error();
      double worst = scores.stream().mapToDouble(Score::error).max().orElseThrow();
      assertTrue(worst < straight / 2, worst + " against " + straight);
      assertEquals(task.training().score(a).loss(), scores.get(0).loss(), 1e-6);
    }
  }
}
