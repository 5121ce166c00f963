package org.stockpot.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Pair;
import org.stockpot.testing.Golden;
import org.stockpot.testing.Landscape;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

final class LogitPathTest {

  @Test
  void lengthsAreThoseOfAnotherImplementation() {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)), "mlp:32")) {
      Layout layout = task.layout();
      Point a = Golden.point(layout, "A");
      MliResult result =
          MliResult.of(
              List.of(
                  Pair.of("mli", Golden.point(layout, "A.init"), a),
                  Pair.of("line", a, Golden.point(layout, "A2")),
                  Pair.of("nothing", a, a)),
              task,
              BarrierOptions.defaults().withTestOnly(true));
      assertLengths(Golden.of("A.mli"), result, 0);
      assertLengths(Golden.of("A.line_before"), result, 1);
      assertEquals(
          new LogitPath(0, 0, 512, 25),
          result.logits().get(2).orThrow(),
          "a line without a length");
    }
  }

  private static void assertLengths(JsonNode golden, MliResult result, int i) {
    LogitPath path = result.logits().get(i).orThrow();
    double gauss = golden.get("gauss_length_of_the_logit_path").asDouble();
    assertEquals(gauss, path.gaussLength(), 1e-3 * gauss);
    double length = golden.get("logit_path_length").asDouble();
    assertEquals(length, path.length(), 1e-5 * length);
    PathScores scores = result.lines().pairs().get(i).path();
    for (int k = 0; k < 25; k++) {
      assertEquals(golden.get("losses").get(k).asDouble(), scores.test().get(k).loss(), 1e-5);
      assertEquals(golden.get("errors").get(k).asDouble(), scores.test().get(k).error(), 1e-12);
    }
    double delta = Monotonicity.of(scores, Quantity.TEST_LOSS).delta();
    assertEquals(golden.get("smallest_delta_of_monotonicity").asDouble(), delta, 1e-5);
  }

  @Test
  void tasksWithoutOutputsSayWhy() {
    Layout layout = Layout.builder().add("w", Role.WEIGHT, 1, 1).build();
    MliResult result =
        MliResult.of(
            List.of(Pair.of("a", Point.of(layout, 0), Point.of(layout, 1))),
            new Landscape(layout, p -> p.at(0)),
            BarrierOptions.defaults());
    assertEquals("task landscape knows no activations", result.logits().get(0).reason());
  }
}
