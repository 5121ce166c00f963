package org.stockpot.dense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Optimizer.Kind;

final class FlatOptimizerTest {

  @ParameterizedTest
  @CsvSource({
    "SGD,0,false,0",
    "SGD,0.9,false,0.1",
    "SGD,0.9,true,0.1",
    "ADAM,0.9,false,0",
    "ADAM,0.9,false,0.1",
    "ADAMW,0.9,false,0.1",
    "RMSPROP,0.9,false,0.1"
  })
  void agreesWithTheTextbookInDouble(Kind kind, double momentum, boolean nesterov, double decay) {
    Optimizer rule = new Optimizer(kind, 0.1, momentum, nesterov, decay);
    FlatOptimizer optimizer = new FlatOptimizer(rule.rule(), 3, FlatOptimizer.BLOCK);
    float[] w = {1f, -2f, 0.5f};
    double[] expected = {1, -2, 0.5};
    double[][] state = new double[3][2];
    for (int step = 1; step <= 20; step++) {
      float[] g = {w[0], 2 * w[1], -w[2]};
      optimizer.begin(0.1);
      optimizer.apply(0, w, g, 0, 3);
      for (int i = 0; i < 3; i++) {
        double gradient = new double[] {expected[0], 2 * expected[1], -expected[2]}[i];
        expected[i] = textbook(rule, expected[i], gradient, state[i], step);
      }
    }
    for (int i = 0; i < 3; i++) {
      assertEquals(expected[i], w[i], 1e-4 * Math.max(1, Math.abs(expected[i])));
    }
  }

  private static double textbook(Optimizer rule, double w, double g, double[] state, int step) {
    double d = rule.weightDecay();
    if (rule.optimizer() == Kind.SGD) {
      double gradient = g + d * w;
      state[0] = rule.momentum() * state[0] + gradient;
      return w - 0.1 * (rule.nesterov() ? gradient + rule.momentum() * state[0] : state[0]);
    }
    if (rule.optimizer() == Kind.RMSPROP) {
      double gradient = g + d * w;
      state[0] = 0.99 * state[0] + 0.01 * gradient * gradient;
      return w - 0.1 * gradient / (Math.sqrt(state[0]) + 1e-8);
    }
    boolean decoupled = rule.optimizer() == Kind.ADAMW;
    double gradient = decoupled ? g : g + d * w;
    state[0] = 0.9 * state[0] + 0.1 * gradient;
    state[1] = 0.999 * state[1] + 0.001 * gradient * gradient;
    double mean = state[0] / (1 - Math.pow(0.9, step));
    double square = state[1] / (1 - Math.pow(0.999, step));
    return (decoupled ? w - 0.1 * d * w : w) - 0.1 * mean / (Math.sqrt(square) + 1e-8);
  }

  @Test
  void onlyWhatIsAskedForChanges() {
    FlatOptimizer optimizer = new FlatOptimizer(Optimizer.sgd(1, 0).rule(), 4, FlatOptimizer.BLOCK);
    float[] w = {1, 1, 1, 1};
    float[] g = {1, 1, 1, 1};
    optimizer.begin(1);
    optimizer.apply(0, w, g, 1, 3);
    assertArrayEquals(new float[] {1, 0, 0, 1}, w);
  }

  @ParameterizedTest
  @EnumSource
  void zeroStaysPositiveZero(Kind kind) {
    Optimizer rule = new Optimizer(kind, 0.1, 0.9, kind == Kind.SGD, 0.5);
    FlatOptimizer optimizer = new FlatOptimizer(rule.rule(), 1, FlatOptimizer.BLOCK);
    float[] w = {0f};
    for (int step = 0; step < 10; step++) {
      optimizer.begin(0.1);
      optimizer.apply(0, w, new float[] {0f}, 0, 1);
      assertEquals(0, Float.floatToRawIntBits(w[0]));
    }
  }

  @Test
  void decayingMomentsNeverBecomeDenormal() {
    FlatOptimizer optimizer =
        new FlatOptimizer(Optimizer.adam(0.001).rule(), 1, FlatOptimizer.BLOCK);
    float[] w = {1f};
    optimizer.begin(0.001);
    optimizer.apply(0, w, new float[] {1e-10f}, 0, 1);
    float[] still = {0f};
    for (int step = 0; step < 5000; step++) {
      optimizer.begin(0.001);
      optimizer.apply(0, w, still, 0, 1);
    }
    float settled = w[0];
    optimizer.begin(0.001);
    optimizer.apply(0, w, still, 0, 1);
    assertEquals(settled, w[0]);
  }
}
