package org.stockpot.task.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Optimizer.Kind;

/** Thresholds, held against what the rules do on quadratics. */
final class StabilityTest {

  private static final double RATE = 0.1;

  /** Held by Adam's second moments, of an entry each. */
  private static final float SQUARE = 0.04f;

  /** So near to 0 that gradients do not count beside the second moments. */
  private static final float START = 1e-6f;

  /** So late that no mean of past gradients is biased any more. */
  private static final long LATE = 1_000_000;

  /** Curvature λ of {@code ½ λ w²} at which sharpness is some share of the threshold. */
  private static double curvature(Optimizer optimizer, double share) {
    Stability stability = optimizer.rule().stability(RATE).orElseThrow();
    double divisor =
        stability.preconditioner().map(p -> p.at(moments(optimizer), 0, LATE)).orElse(1.0);
    return share * stability.threshold() * divisor - stability.decay();
  }

  private static float[][] moments(Optimizer optimizer) {
    float[][] moments = new float[optimizer.rule().moments()][1];
    if (optimizer.optimizer() != Kind.SGD) {
      moments[moments.length - 1][0] = SQUARE;
    }
    return moments;
  }

  /** Returns by what factor steps on a quadratic grow, their divisor being held. */
  private static double growth(Optimizer optimizer, double curvature) {
    UpdateRule rule = optimizer.rule();
    float[][] moments = moments(optimizer);
    float[] w = {START};
    for (int step = 0; step < 4000 && Math.abs(w[0]) < 100 * START; step++) {
      rule.begin(RATE, LATE);
      rule.apply(w, new float[] {(float) (curvature * w[0])}, moments, 0, 1);
      if (optimizer.optimizer() != Kind.SGD) {
        moments[moments.length - 1][0] = SQUARE;
      }
    }
    return Math.abs(w[0]) / START;
  }

  @ParameterizedTest
  @CsvSource({
    "SGD,0,false,0",
    "SGD,0,false,0.5",
    "SGD,0.9,false,0",
    "SGD,0.5,false,0.5",
    "SGD,0.9,true,0",
    "SGD,0.5,true,0.5",
    "ADAM,0.9,false,0",
    "ADAM,0.9,false,0.5",
    "ADAMW,0.9,false,0",
    "ADAMW,0.9,false,0.5",
    "RMSPROP,0.9,false,0",
    "RMSPROP,0.9,false,0.5"
  })
  void stepsConvergeBelowAndDivergeAbove(
      Kind kind, double momentum, boolean nesterov, double decay) {
    Optimizer optimizer = new Optimizer(kind, RATE, momentum, nesterov, decay);
    assertTrue(growth(optimizer, curvature(optimizer, 0.99)) < 0.01);
    assertTrue(growth(optimizer, curvature(optimizer, 1.01)) >= 100);
  }

  @Test
  void thresholdsAreThePublishedOnes() {
    assertEquals(20, threshold(Optimizer.sgd(RATE, 0)), 1e-9);
    assertEquals(38, threshold(Optimizer.sgd(RATE, 0.9)), 1e-9);
    assertEquals(38 / 2.8, threshold(Optimizer.sgd(RATE, 0.9).withNesterov(true)), 1e-9);
    assertEquals(380, threshold(Optimizer.adam(RATE)), 1e-3);
    assertEquals(380, threshold(Optimizer.adamw(RATE)), 1e-3);
    assertEquals(20, threshold(new Optimizer(Kind.RMSPROP, RATE, 0.9, false, 0)), 1e-9);
  }

  private static double threshold(Optimizer optimizer) {
    return optimizer.rule().stability(RATE).orElseThrow().threshold();
  }
}
