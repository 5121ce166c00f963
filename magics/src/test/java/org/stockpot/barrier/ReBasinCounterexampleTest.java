package org.stockpot.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.stockpot.task.Baseline;
import org.stockpot.task.Pair;
import org.stockpot.task.Progress;
import org.stockpot.testing.Landscape;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Line;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

/**
 * Two networks that solve x1 < 0 and x2 > 0 perfectly, with a barrier between them under every
 * permutation of their hidden units: Ainsworth et al., "Git Re-Basin", ICLR 2023, Appendix A.6.
 */
final class ReBasinCounterexampleTest {

  /** Two inputs, two ReLU units, one output that must be positive for the class. */
  private static final Layout NET =
      Layout.builder()
          .add("hidden.weight", Role.WEIGHT, 2, 2)
          .add("hidden.bias", Role.BIAS, 2)
          .add("output.weight", Role.WEIGHT, 1, 2)
          .add("output.bias", Role.BIAS, 1)
          .build();

  private static double error(Point p) {
    SplittableRandom random = new SplittableRandom(1);
    int wrong = 0;
    for (int n = 0; n < 4000; n++) {
      double x1 = random.nextDouble() * 2 - 1;
      double x2 = random.nextDouble() * 2 - 1;
      double out = p.at(8);
      for (int unit = 0; unit < 2; unit++) {
        double in = p.at(2 * unit) * x1 + p.at(2 * unit + 1) * x2 + p.at(4 + unit);
        out += p.at(6 + unit) * Math.max(0, in);
      }
      wrong += (out > 0) == (x1 < 0 && x2 > 0) ? 0 : 1;
    }
    return wrong / 4000.0;
  }

  private static Point net(float[][] units, float bias) {
    return Point.of(
        NET,
        units[0][0],
        units[0][1],
        units[1][0],
        units[1][1],
        units[0][2],
        units[1][2],
        units[0][3],
        units[1][3],
        bias);
  }

  private static float[][] swapped(float[][] units) {
    return new float[][] {units[1], units[0]};
  }

  @Test
  void noPermutationRemovesTheBarrier() {
    // Fires where x2 > 0 unless x1 > 0 outweighs it a thousandfold, and the same the other way.
    float[][] a = {{0, 1, 0, 1}, {1000, 0, 0, -1}};
    float[][] b = {{-1, 0, 0, 1}, {0, -1000, 0, -1}};
    assertTrue(error(net(a, 0)) < 0.005);
    assertTrue(error(net(b, 0)) < 0.005);
    Landscape task = new Landscape(NET, ReBasinCounterexampleTest::error);
    for (float[][] first : List.of(a, swapped(a))) {
      for (float[][] second : List.of(b, swapped(b))) {
        Line line = new Line(net(first, 0), net(second, 0));
        BarrierResult result =
            LinearBarrier.of(
                List.of(new Pair("pairs", 0, 1, "a to b", line)),
                task,
                BarrierOptions.defaults(),
                LinearBarrier.Watcher.NONE,
                Progress.NONE);
        PathScores path = result.pairs().get(0).path();
        assertTrue(path.height(Quantity.TEST_ERROR, Baseline.MEAN) > 0.05);
        assertEquals(error(net(first, 0)), path.test().get(0).error(), 1e-12);
      }
    }
  }
}
