package org.stockpot.prune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.testing.Bowl;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

/** The list of saliencies, and one that is in no list. */
final class SaliencyTest {

  private static final Layout LAYOUT =
      Layout.builder().add("fc1.weight", Role.WEIGHT, 2, 3).add("fc1.bias", Role.BIAS, 2).build();

  private static final Point POINT = Bowl.gaussian(LAYOUT, 1);

  @Test
  void eachIsKnownByItsName() {
    for (String name : Saliencies.names()) {
      assertEquals(name, Saliencies.of(name).toString());
      assertSame(Saliencies.of(name), Saliencies.of(name));
    }
    for (Saliency own : List.of(Saliencies.magnitude(), Saliencies.random())) {
      assertEquals(LAYOUT.size(), own.scores(POINT, 1).length);
      assertArrayEquals(own.scores(POINT, 1), own.scores(POINT, 1), own.toString());
    }
    assertTrue(refusal("size").endsWith("sparsegpt, movement, got size"), refusal("size"));
    assertTrue(refusal("taylor").endsWith("type snip"), refusal("taylor"));
  }

  private static String refusal(String name) {
    return assertThrows(IllegalArgumentException.class, () -> Saliencies.of(name)).getMessage();
  }

  @Test
  void magnitudeIsThatOfEachWeightAndRandomGoesByItsSeed() {
    float[] scores = Saliencies.magnitude().scores(POINT, 1);
    for (int i = 0; i < scores.length; i++) {
      assertEquals(Math.abs(POINT.at(i)), scores[i]);
    }
    Saliency random = Saliencies.random();
    assertNotEquals(random.scores(POINT, 1)[0], random.scores(POINT, 2)[0]);
  }

  /** Magnitude by the way that any saliency goes selects as the one that reads weights at once. */
  @Test
  void oneThatIsNewIsALambda() {
    Bowl bowl = new Bowl(LAYOUT);
    PruneOptions options = PruneOptions.defaults().withRounds(2).withFraction(0.4);
    Saliency mine = (solution, seed) -> Saliencies.magnitude().scores(solution, seed);
    PruneResult named = IterativePruning.run(bowl, recipe(), options);
    PruneResult own = IterativePruning.run(bowl, recipe(), options.withSaliency(mine));
    assertEquals(named.round(2).mask(), own.round(2).mask());
    assertEquals(named.solution(2), own.solution(2));
  }

  private static org.stockpot.task.Recipe recipe() {
    return org.stockpot.task.Recipe.defaults()
        .withOptimizer(org.stockpot.task.Optimizer.sgd(0.1, 0))
        .withLength(org.stockpot.task.Span.iterations(4));
  }
}
