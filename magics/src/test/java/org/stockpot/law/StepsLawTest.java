package org.stockpot.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StepsLawTest {

  private static final double STEPS = 120;
  private static final double EXAMPLES = 9000;

  /** Returns S at batch sizes 8, 16, … by (S / S_min - 1)(E / E_min - 1) = 1, by bisection. */
  private static List<Observed> made(int sizes, int replicates, double noise) {
    SplittableRandom random = new SplittableRandom(5);
    return IntStream.range(0, sizes)
        .mapToObj(
            i -> {
              double batch = 8 << i;
              double low = Math.max(STEPS, EXAMPLES / batch);
              double high = 1e6;
              for (int k = 0; k < 100; k++) {
                double s = (low + high) / 2;
                boolean over = (s / STEPS - 1) * (batch * s / EXAMPLES - 1) > 1;
                low = over ? low : s;
                high = over ? s : high;
              }
              double steps = high;
              return new Observed(
                  List.of(batch),
                  DoubleStream.generate(() -> steps * (1 + noise * random.nextDouble(-1, 1)))
                      .limit(replicates)
                      .boxed()
                      .toList());
            })
        .toList();
  }

  @Test
  void dataMadeByTheLawGivesItsConstantsBack() {
    for (int sizes : new int[] {3, 6}) {
      Fit fit = LeastSquares.of(StepsLaw.STEPS, made(sizes, 1, 0)).orThrow();
      assertEquals(1, fit.constant(StepsLaw.STEPS_MIN).value() / STEPS, 0.01);
      assertEquals(1, fit.constant(StepsLaw.EXAMPLES_MIN).value() / EXAMPLES, 0.01);
      Constant critical = fit.ratio("B_crit", StepsLaw.EXAMPLES_MIN, StepsLaw.STEPS_MIN);
      assertEquals(1, critical.value() / (EXAMPLES / STEPS), 0.01);
      assertEquals(2 * STEPS, fit.error(critical.value()), 0.01 * STEPS);
    }
  }

  /** The intervals have the true constants, and that of the ratio knows that they go together. */
  @Test
  void intervalsHaveTheTrueConstants() {
    for (int replicates : new int[] {1, 5}) {
      Fit fit = LeastSquares.of(StepsLaw.STEPS, made(7, replicates, 0.05)).orThrow();
      Constant critical = fit.ratio("B_crit", StepsLaw.EXAMPLES_MIN, StepsLaw.STEPS_MIN);
      assertTrue(fit.constant(StepsLaw.STEPS_MIN).contains(STEPS));
      assertTrue(fit.constant(StepsLaw.EXAMPLES_MIN).contains(EXAMPLES));
      assertTrue(critical.contains(EXAMPLES / STEPS), critical::toString);
      assertTrue(critical.high() < 2 * critical.low(), critical::toString);
    }
  }
}
