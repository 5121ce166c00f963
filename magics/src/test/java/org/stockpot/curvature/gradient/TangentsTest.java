package org.stockpot.curvature.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stockpot.data.Data;
import org.stockpot.data.DatasetInfo;
import org.stockpot.data.Examples;
import org.stockpot.data.Parts;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Part;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.TrainResult;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.analysis.Trajectory;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Golden;
import org.stockpot.testing.Quartic;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/** Tangent kernels against the oracle, single gradients and matrices of known spectra. */
final class TangentsTest {

  /** The first digits alone, as the oracle has them. */
  private static DjlTask first(int count) {
    Examples rows = Golden.digits(List.of(64)).training().take(count);
    List<String> names = IntStream.range(0, 10).mapToObj(k -> "" + k).toList();
    Data data =
        Data.of(DatasetInfo.of("golden", "", List.of(64)), names, new Parts(rows, rows, rows));
    return DjlTask.of(data, "mlp:32");
  }

  private static TangentPoint at(DjlTask task, Point point, TangentOptions options) {
    return Tangents.of(
            List.of(Map.entry("A", MaskedPoint.dense(point))), task, options, Progress.NONE)
        .points()
        .get(0);
  }

  @Test
  void theOracleAgrees() {
    JsonNode golden = Golden.of("A.tangents");
    try (DjlTask task = first(64)) {
      Point a = Golden.point(task.layout(), "A");
      TangentOptions options = TangentOptions.defaults().withExamples(64);
      TangentPoint full = at(task, a, options);
      assertEquals(640, full.eigenvalues().size());
      requireSame(golden.required("full"), full);
      TangentPoint mean = at(task, a, options.withMean(true));
      assertEquals(64, mean.eigenvalues().size());
      requireSame(golden.required("mean_over_outputs"), mean);
      double condition = golden.required("mean_over_outputs").required("condition").asDouble();
      assertEquals(1, mean.condition().orElseThrow() / condition, 5e-2);
    }
  }

  private static void requireSame(JsonNode golden, TangentPoint found) {
    assertEquals(1, found.largest() / golden.required("largest").asDouble(), 1e-3);
    assertEquals(1, found.least() / golden.required("least").asDouble(), 5e-2);
    assertEquals(1, found.trace() / golden.required("trace").asDouble(), 1e-3);
  }

  @Test
  void theFasterWayIsThatOfSingleGradients() {
    try (DjlTask task = first(12)) {
      Derivatives derivatives = task.derivatives(Subset.all(Part.TRAINING)).orThrow();
      Point at = Bowl.gaussian(task.layout(), 3);
      Mask full = Mask.full(task.layout());
      Mask nearly = Mask.keeping(task.layout(), i -> i != 5);
      assertTrue(derivatives.takesExamplesTogether());
      for (boolean averaged : new boolean[] {false, true}) {
        double[][] fast = derivatives.tangentKernel(at, full, averaged);
        double[][] slow = derivatives.tangentKernel(at, nearly, averaged);
        assertEquals(averaged ? 12 : 120, fast.length);
        for (int i = 0; i < fast.length; i++) {
          // One weight less is one squared input times squared slopes less: none, at a blank pixel.
          assertArrayEquals(slow[i], fast[i], 1e-2 * Math.abs(fast[i][i]) + 1e-4);
        }
      }
    }
  }

  /** For squared errors the bound lies below the ratio, wherever the point is. */
  @Test
  void theKernelBoundsTheConstantOfSquaredErrors() {
    TangentPoint known =
        new TangentPoint("p", java.util.OptionalLong.empty(), 2, 12, 1, List.of(4.0, 2.0, 0.0));
    assertEquals(3, known.ratio(0).orElseThrow());
    assertEquals(6, known.ratio(1).orElseThrow());
    assertTrue(known.ratio(2).isEmpty());
    assertTrue(known.condition().isEmpty());
    assertEquals(0, known.bound());
    assertEquals(
        Math.exp(-(2.0 / 3 * Math.log(2.0 / 3) + 1.0 / 3 * Math.log(1.0 / 3))),
        known.effectiveRank(),
        1e-12);
  }

  @Test
  void aTrainingHasAKernelAtEachPoint() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "block", tanh())) {
      Recipe recipe = Recipe.defaults().withBatch(64).withLength(Span.iterations(6));
      TrainResult base = TrainResult.of(task, recipe, 1);
      TangentResult result =
          Tangents.along(
              Trajectory.of("base", base),
              task,
              TangentOptions.defaults().withExamples(10).withEvery(3),
              Progress.NONE);
      assertEquals(3, result.points().size());
      assertEquals(100, result.points().get(2).eigenvalues().size());
      assertTrue(result.points().get(2).ratio(0).orElseThrow() > 0);
    }
  }

  private static SequentialBlock tanh() {
    return new SequentialBlock()
        .add(Linear.builder().setUnits(8).build())
        .add(Activation::tanh)
        .add(Linear.builder().setUnits(10).build());
  }

  @Test
  void whatHasNoOutputsIsRefused() {
    Quartic task = new Quartic(2);
    assertEquals(
        "how many outputs there are is not known: these derivatives tell those of the loss alone",
        assertThrows(
                UnsupportedOperationException.class,
                () ->
                    Tangents.of(
                        List.of(Map.entry("a", MaskedPoint.dense(task.point(1, 2)))),
                        task,
                        TangentOptions.defaults(),
                        Progress.NONE))
            .getMessage());
    assertEquals(
        "examples must lie from 1 to 2000, got 0",
        assertThrows(
                IllegalArgumentException.class, () -> TangentOptions.defaults().withExamples(0))
            .getMessage());
  }
}
