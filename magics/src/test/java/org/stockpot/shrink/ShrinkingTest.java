package org.stockpot.shrink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Part;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.TrainResult;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.analysis.Resizing;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Points;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/** Criteria by their formulas, and what becomes of a network. */
final class ShrinkingTest {

  private static final DjlTask TASK = DjlTask.of(Digits.load(), "mlp:6,4");
  private static final Point POINT =
      TrainResult.of(TASK, Recipe.defaults().withLength(Span.epochs(1)), 1).point();
  private static final Resizing RESIZING = TASK.resizing().orThrow();
  private static final ShrinkOptions OPTIONS = ShrinkOptions.defaults();

  @AfterAll
  static void close() {
    TASK.close();
  }

  private static List<double[]> scores(ShrinkOptions options) {
    List<BitSet> all = new UnitIndex(RESIZING.groups()).byGroup(u -> true);
    return UnitScores.of(RESIZING.groups(), POINT, all, TASK, options);
  }

  private static double[] row(Point point, String slot, int row) {
    Slot weight = point.layout().slot(slot);
    int width = weight.size() / weight.shape().get(0);
    return IntStream.range(0, width)
        .mapToDouble(k -> point.at(weight.offset() + row * width + k))
        .toArray();
  }

  @Test
  void normsAreThoseOfRows() {
    List<double[]> l1 = scores(OPTIONS);
    List<double[]> l2 = scores(OPTIONS.withBy(UnitCriterion.L2));
    for (int u = 0; u < 4; u++) {
      double[] row = row(POINT, "fc2.weight", u);
      assertEquals(Arrays.stream(row).map(Math::abs).sum(), l1.get(1)[u], 1e-9);
      assertEquals(Math.sqrt(Arrays.stream(row).map(w -> w * w).sum()), l2.get(1)[u], 1e-9);
    }
  }

  @Test
  void theGeometricMedianIsNearWhoIsNearAll() {
    List<double[]> found = scores(OPTIONS.withBy(UnitCriterion.FPGM));
    for (int u = 0; u < 6; u++) {
      double sum = 0;
      for (int v = 0; v < 6; v++) {
        double[] one = row(POINT, "fc1.weight", u);
        double[] other = row(POINT, "fc1.weight", v);
        sum +=
            Math.sqrt(
                IntStream.range(0, 64).mapToDouble(k -> Math.pow(one[k] - other[k], 2)).sum());
      }
      assertEquals(sum, found.get(0)[u], 1e-6);
    }
  }

  /** The slope of the loss along a unit, squared: by a difference of losses. */
  @Test
  void taylorIsTheSquaredSlopeAlongAUnit() {
    ExampleCount fifty = ExampleCount.of(50);
    double[] found = scores(OPTIONS.withBy(UnitCriterion.TAYLOR).withExamples(fifty)).get(1);
    UnitIndex index = new UnitIndex(RESIZING.groups());
    for (int u = 0; u < 4; u++) {
      int[] entries = index.made(1, u, slot -> true).toArray();
      double step = 1e-2;
      double slope = (loss(entries, 1 + step) - loss(entries, 1 - step)) / 2 / step;
      assertEquals(slope * slope, found[u], 1e-3 * (slope * slope) + 1e-7);
    }
  }

  private static double loss(int[] entries, double factor) {
    Point scaled =
        Point.build(
            TASK.layout(),
            values -> {
              POINT.values().get(values);
              Arrays.stream(entries).forEach(i -> values[i] = (float) (factor * values[i]));
            });
    return TASK.derivatives(ExampleCount.of(50).of(Part.TRAINING, 0)).orThrow().loss(scaled);
  }

  @Test
  void scalesNeedNormalisations() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> scores(OPTIONS.withBy(UnitCriterion.BN_SCALE)));
    assertTrue(e.getMessage().contains("got group fc1 without"), e.getMessage());
    try (DjlTask task = DjlTask.of(Digits.load(), "resnet20a")) {
      Resizing resizing = task.resizing().orThrow();
      List<BitSet> all = new UnitIndex(resizing.groups()).byGroup(u -> true);
      Point point = task.init(1);
      List<double[]> scores =
          UnitScores.of(
              resizing.groups(), point, all, task, OPTIONS.withBy(UnitCriterion.BN_SCALE));
      // The stream of the first stage is normalised in it and, half of it, in those behind.
      assertEquals(1, scores.get(1)[0], 0);
      assertTrue(scores.get(0)[0] >= 4);
    }
  }

  private static ShrinkResult shrink(ShrinkOptions options) {
    return Shrinking.of("p", MaskedPoint.dense(POINT), TASK, options, Optional.empty());
  }

  @Test
  void theLowestGoLayerByLayerOrTogether() {
    List<double[]> scores = scores(OPTIONS);
    ShrinkResult half = shrink(OPTIONS.withUnits(0.5));
    ShrunkNetwork network = half.networks().get(0);
    assertEquals("digits mlp:3,2", network.task().name());
    double[] sorted = scores.get(0).clone();
    Arrays.sort(sorted);
    Point left = network.network().point();
    for (int u = 0, kept = 0; u < 6; u++) {
      if (scores.get(0)[u] > sorted[2]) {
        assertArrayEquals(row(POINT, "fc1.weight", u), row(left, "fc1.weight", kept++));
      }
    }
    assertEquals(2L * (64 * 3 + 3 * 2 + 2 * 10), network.measured().cost().flops());
    assertEquals(64 * 3 + 3 + 3 * 2 + 2 + 2 * 10 + 10, network.measured().cost().parameters());
    half.smallerTask().close();
    ShrinkResult most = shrink(OPTIONS.withUnits(0.8).withScope(UnitScope.GLOBAL));
    assertEquals(2, most.networks().get(0).measured().cost().units());
    most.smallerTask().close();
  }

  @ParameterizedTest
  @EnumSource(UnitScope.class)
  void noLayerIsEmptied(UnitScope scope) {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> shrink(OPTIONS.withUnits(0.9).withScope(scope)));
    assertTrue(e.getMessage().startsWith("units must leave one"), e.getMessage());
  }

  /** A ticket keeps its mask; it is trained under it, and its dead units are gone. */
  @Test
  void aTicketStaysATicket() {
    Slot second = TASK.layout().slot("fc2.weight");
    Mask mask =
        Mask.keeping(
            TASK.layout(),
            i -> i % 5 != 0 && !(i >= second.offset() && (i - second.offset()) % 6 == 5));
    MaskedPoint ticket = new MaskedPoint(POINT.masked(mask), mask);
    Recipe recipe = Recipe.defaults().withLength(Span.iterations(5));
    ShrinkResult result = Shrinking.of("t", ticket, TASK, OPTIONS, Optional.of(recipe));
    ShrunkNetwork network = result.networks().get(0);
    assertEquals(List.of(1, 0), network.groups().stream().map(GroupWidth::dead).toList());
    assertTrue(network.difference() <= 1e-6);
    assertEquals(result.before().test().value(), network.measured().test().value(), 1e-9);
    assertEquals(0, network.measured().minus(result.before()).mean(), 1e-9);
    network.end().mask().requireZeros(network.end().point());
    assertTrue(network.end().point().distance(network.network().point()) > 0);
    result.smallerTask().close();
  }

  @Test
  void aTaskWithoutUnitsSaysSo() {
    Bowl bowl = new Bowl(Points.small());
    Exception e =
        assertThrows(
            UnsupportedOperationException.class,
            () ->
                Shrinking.of(
                    "b", MaskedPoint.dense(bowl.init(1)), bowl, OPTIONS, Optional.empty()));
    assertEquals("task bowl has no network that could be made smaller", e.getMessage());
  }

  @Test
  void theIntervalOfAMedianIsByOrder() {
    Latency latency = Latency.of(7, IntStream.range(0, 100).mapToDouble(i -> 99 - i).toArray());
    assertEquals(49.5, latency.median());
    assertEquals(40, latency.low());
    assertEquals(60, latency.high());
    assertEquals(3, Latency.of(1, 3.0).low());
  }
}
