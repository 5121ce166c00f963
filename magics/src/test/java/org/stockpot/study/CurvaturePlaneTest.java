package org.stockpot.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.stockpot.barrier.PlaneOptions;
import org.stockpot.barrier.PlaneResult;
import org.stockpot.barrier.Quantity;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Progress;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.testing.Golden;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

final class CurvaturePlaneTest {

  /** Along an eigenvector the loss is, near the network, a parabola with that curvature. */
  @Test
  void axesBendAsTheLargestEigenvaluesSay() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:32")) {
      Point a = Golden.point(task.layout(), "A");
      double reach = 0.003;
      PlaneOptions options =
          PlaneOptions.defaults().withGrid(3).withReach(reach).withQuantity(Quantity.TRAINING_LOSS);
      PlaneResult plane =
          CurvaturePlane.of(
              "A", MaskedPoint.dense(a), ExampleCount.ALL, task, options, Progress.NONE);
      JsonNode top = Golden.of("A.curvature").get("top20");
      double step = reach * a.norm();
      List<List<Double>> v = plane.values();
      double first = (v.get(1).get(0) + v.get(1).get(2) - 2 * v.get(1).get(1)) / (step * step);
      double second = (v.get(0).get(1) + v.get(2).get(1) - 2 * v.get(1).get(1)) / (step * step);
      assertEquals(top.get(0).asDouble(), first, 0.1 * first);
      assertEquals(top.get(1).asDouble(), second, 0.1 * second);
      assertEquals(1, plane.marks().size());
      assertEquals(
          String.format(Locale.ROOT, "eigenvector 1, λ = %.3g", top.get(0).asDouble()),
          plane.along().orElseThrow().axes().get(0));
    }
  }
}
