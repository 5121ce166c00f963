package org.stockpot.landscape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.djl.DjlTask;
import org.stockpot.testing.Golden;
import org.stockpot.testing.Landscape;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

final class RoughnessTest {

  private static final Layout LAYOUT = Layout.builder().add("w", Role.WEIGHT, 2, 3).build();

  @Test
  void raysAreThoseOfAnotherImplementation() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:32")) {
      Layout layout = task.layout();
      Point a = Golden.point(layout, "A");
      JsonNode golden = Golden.of("A.ray");
      Ray ray = Ray.of(task.training(), a, Golden.point(layout, Golden.array("A.direction")), 21);
      for (int i = 0; i < 21; i++) {
        assertEquals(golden.get("positions").get(i).asDouble(), ray.positions().get(i), 1e-12);
        double loss = golden.get("losses").get(i).asDouble();
        assertEquals(loss, ray.losses().get(i), 1e-4 * loss);
      }
      double variation = golden.get("normalised_total_variation").asDouble();
      assertEquals(variation, ray.variation().orElseThrow(), 1e-3);
      assertIndex(task, a);
    }
  }

  private static void assertIndex(DjlTask task, Point a) {
    JsonNode golden = Golden.of("A.roughness");
    double[] all = Golden.array("A.directions");
    int n = task.layout().size();
    List<Ray> rays = new ArrayList<>();
    for (int k = 0; k < 20; k++) {
      Point d = Golden.point(task.layout(), Arrays.copyOfRange(all, k * n, (k + 1) * n));
      rays.add(Ray.of(task.training(), a, d, 21));
    }
    Roughness roughness = new Roughness("A", 0, 1, rays);
    assertEquals(golden.get("mean").asDouble(), roughness.mean(), 1e-3);
    assertEquals(golden.get("sd").asDouble(), roughness.sd(), 1e-3);
    assertEquals(golden.get("index_sd_over_mean").asDouble(), roughness.index(), 1e-3);
    RoughnessResult ours =
        RoughnessResult.of(
            List.of(new SurroundedPoint("A", MaskedPoint.dense(a))),
            task,
            RoughnessOptions.defaults());
    Roughness drawn = ours.points().get(0);
    double difference = drawn.mean() - golden.get("mean").asDouble();
    assertEquals(0, difference, 4 * drawn.sd() / Math.sqrt(10), "of other directions");
  }

  private static Roughness of(Landscape task, Point at, Mask mask, RayScale scale) {
    RoughnessOptions defaults = RoughnessOptions.defaults();
    RoughnessOptions options =
        new RoughnessOptions(8, 1, 41, scale, defaults.examples(), defaults.on(), defaults.seed());
    SurroundedPoint point = new SurroundedPoint("w", new MaskedPoint(at, mask));
    return RoughnessResult.of(List.of(point), task, options).points().get(0);
  }

  @Test
  void aSlopeHasOneAWellTwoAndAFlatOneNone() {
    Point at = Point.of(LAYOUT, 1, 2, 3, 4, 5, 6);
    Mask full = Mask.full(LAYOUT);
    for (RayScale scale : RayScale.values()) {
      Roughness slope = of(new Landscape(LAYOUT, p -> p.at(0) + 2 * p.at(3)), at, full, scale);
      assertEquals(1, slope.mean(), 1e-6);
      assertEquals(0, slope.index(), 1e-6);
      Roughness well = of(new Landscape(LAYOUT, p -> sq(p.distance(at))), at, full, scale);
      assertEquals(2, well.mean(), 1e-3);
      Roughness flat = of(new Landscape(LAYOUT, p -> 3), at, full, scale);
      assertEquals(8, flat.flat());
      assertEquals(List.of(), flat.variations());
      Roughness cliff =
          of(new Landscape(LAYOUT, p -> p.at(0) > 1 ? Double.NaN : 1), at, full, scale);
      assertEquals(8, cliff.diverged());
    }
  }

  private static double sq(double x) {
    return x * x;
  }

  @Test
  void whatIsPrunedDoesNotMove() {
    Mask mask = Mask.keeping(LAYOUT, i -> i > 1);
    Point at = Point.of(LAYOUT, 0, 0, 3, 4, 5, 6);
    for (RayScale scale : RayScale.values()) {
      Roughness flat = of(new Landscape(LAYOUT, p -> p.at(0) + p.at(1)), at, mask, scale);
      assertEquals(8, flat.flat());
    }
    assertEquals(4, new SurroundedPoint("w", new MaskedPoint(at, mask)).coordinates());
  }

  @Test
  void whatCannotBeMeasuredIsRefused() {
    Point zero = Point.build(LAYOUT, w -> {});
    MaskedPoint pruned = new MaskedPoint(zero, Mask.keeping(LAYOUT, i -> false));
    assertEquals("w must have a weight that is not pruned, got none", refusal(pruned));
    Point broken = Point.of(LAYOUT, 1, Float.NaN, 3, 4, 5, 6);
    assertTrue(
        refusal(MaskedPoint.dense(broken)).startsWith("w must have finite weights, got NaN"));
  }

  private static String refusal(MaskedPoint point) {
    return assertThrows(IllegalArgumentException.class, () -> new SurroundedPoint("w", point))
        .getMessage();
  }
}
