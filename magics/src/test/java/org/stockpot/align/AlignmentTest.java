package org.stockpot.align;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.barrier.LinearBarrier;
import org.stockpot.barrier.PathScores;
import org.stockpot.barrier.Quantity;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Baseline;
import org.stockpot.task.Pair;
import org.stockpot.task.Part;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.analysis.Subset;
import org.stockpot.testing.Golden;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Line;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;
import org.stockpot.weights.UnitGroups;

final class AlignmentTest {

  private static AlignResult align(Point a, Point b, Task task, AlignOptions options) {
    return Alignment.to(
        "a",
        a,
        List.of("b"),
        List.of(MaskedPoint.dense(b)),
        task,
        task.unitGroups().orThrow(),
        options,
        AlignOptions.recipe());
  }

  private static int[] permutation(JsonNode golden, String key) {
    return IntStream.range(0, 32).map(i -> golden.get(key).get(i).asInt()).toArray();
  }

  @Test
  void permutationsAreThoseOfOtherCode() {
    JsonNode golden = Golden.of("A.matching");
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:32")) {
      Point a = Golden.point(task.layout(), "A");
      Point b = Golden.point(task.layout(), "A2");
      AlignResult byWeights = align(a, b, task, AlignOptions.defaults());
      assertArrayEquals(
          permutation(golden, "permutation_by_weights"),
          byWeights.networks().get(0).permutations().get(0));
      Search search = byWeights.searches().get(0);
      assertEquals(golden.get("objective_identity").asDouble(), search.before(), 1e-4);
      assertEquals(golden.get("objective_matched").asDouble(), search.best(), 1e-4);
      assertEquals(search.best(), search.worst(), 1e-9);
      GroupMatch match = byWeights.networks().get(0).groups().get(0);
      assertEquals(search.before(), match.before(), 1e-9);
      assertEquals(search.best(), match.after(), 1e-9);
      AlignOptions activations =
          AlignOptions.defaults().withBy(AlignBy.ACTIVATIONS).withExamples(ExampleCount.ALL);
      AlignedNetwork byActivations = align(a, b, task, activations).networks().get(0);
      assertEquals(
          golden.get("correlation_sum").asDouble(), byActivations.groups().get(0).after(), 1e-4);
      int[] expected = permutation(golden, "permutation_by_activation_correlation");
      boolean[] dead = dead(task, a);
      boolean[] deadToo = dead(task, b);
      for (int u = 0; u < expected.length; u++) {
        if (!dead[u] && !deadToo[expected[u]]) {
          assertEquals(expected[u], byActivations.permutations().get(0)[u]);
        }
      }
      assertBarrier("A.line_before", new Line(a, b), task);
      assertBarrier("A.line_after_matching", new Line(a, byWeights.point()), task);
    }
  }

  /** Dead units correlate with none, so that it is open where they go. */
  private static boolean[] dead(Task task, Point point) {
    boolean[] dead = new boolean[32];
    Arrays.fill(dead, true);
    task.representations(Subset.all(Part.TRAINING))
        .orThrow()
        .read(
            point,
            "fc1.out",
            (i, row) -> IntStream.range(0, 32).forEach(u -> dead[u] &= row[u] == 0));
    return dead;
  }

  private static void assertBarrier(String key, Line line, Task task) {
    BarrierOptions options = BarrierOptions.defaults().withSamples(25).withTestOnly(true);
    PathScores path =
        LinearBarrier.of(
                List.of(new Pair("pairs", 0, 1, "a to b", line)),
                task,
                options,
                LinearBarrier.Watcher.NONE,
                Progress.NONE)
            .pairs()
            .get(0)
            .path();
    JsonNode loss = Golden.of(key).get("losses");
    for (int i = 0; i < 25; i++) {
      assertEquals(loss.get(i).asDouble(), path.test().get(i).loss(), 1e-4 * Math.max(1, loss.get(i).asDouble()));
    }
  }

  /** Weights in which no two units are alike, of variances above 0. */
  static Point drawn(Layout layout, long seed) {
    Random random = new Random(seed);
    return Point.build(
        layout,
        values -> {
          for (Slot slot : layout.slots()) {
            boolean flat = slot.shape().size() == 1;
            double scale = flat ? 0.1 : Math.sqrt(2.0 * slot.shape().get(0) / slot.size());
            for (int i = slot.offset(); i < slot.end(); i++) {
              values[i] = (float) ((flat ? 1 : 0) + scale * Math.max(-5, Math.min(5, random.nextGaussian())));
            }
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp:12,7", "lenet-300-100", "conv2", "resnet20", "resnet20a"})
  void permutedCopiesAreRecovered(String model) {
    try (DjlTask task = DjlTask.of(Digits.load(), model)) {
      Point a = drawn(task.layout(), 3);
      UnitGroups groups = task.unitGroups().orThrow();
      List<int[]> moved = groups.random(5);
      Point b = groups.permute(a, moved);
      AlignResult found = align(a, b, task, AlignOptions.defaults().withStarts(1));
      assertEquals(a, found.point());
      assertEquals(0, found.networks().get(0).distance());
      assertTrue(found.searches().get(0).converged());
      List<int[]> back = UnitGroups.inverse(moved);
      for (int g = 0; g < back.size(); g++) {
        assertArrayEquals(back.get(g), found.networks().get(0).permutations().get(g));
      }
      AlignOptions activations =
          AlignOptions.defaults().withBy(AlignBy.ACTIVATIONS).withExamples(ExampleCount.of(100));
      AlignResult byActivations = align(a, b, task, activations);
      assertEquals(a, byActivations.point(), () -> byActivations.networks().get(0).groups() + "");
    }
  }
}
