package org.stockpot.task.replicates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rank correlation against counts by hand. */
final class KendallTauTest {

  @Test
  void agreeingPairsCount() {
    double[] x = {1, 2, 3, 4, 5};
    assertEquals(1, KendallTau.of(x, new double[] {2, 4, 6, 8, 9}).tau());
    assertEquals(-1, KendallTau.of(x, new double[] {9, 8, 6, 4, 2}).tau());
    // Of ten pairs, (2, 3) and (4, 5) disagree.
    assertEquals(0.6, KendallTau.of(x, new double[] {1, 3, 2, 5, 4}).tau(), 1e-12);
    // 1-1 ties in y alone: (9 - 0) / sqrt(10 * 9).
    assertEquals(9 / Math.sqrt(90), KendallTau.of(x, new double[] {1, 1, 2, 3, 4}).tau(), 1e-12);
  }

  @Test
  void fewValuesDoNotLookCertain() {
    double[] x = {1, 2, 3, 4, 5};
    KendallTau all = KendallTau.of(x, x);
    assertTrue(all.low() < 0.9 && all.high() == 1, all.toString());
    double[] few = {1, 2, 3};
    assertTrue(Double.isNaN(KendallTau.of(few, few).low()));
    assertEquals(Verdict.UNDECIDED, KendallTau.of(few, few).isPositive());
    assertTrue(Double.isNaN(KendallTau.of(x, new double[5]).tau()));
    assertEquals(Verdict.UNDECIDED, KendallTau.of(x, new double[5]).isPositive());
    assertThrows(IllegalArgumentException.class, () -> KendallTau.of(x, few));
  }

  /** Of normal pairs with correlation ρ, τ is 2 / π asin ρ; intervals hold it 19 times of 20. */
  @Test
  void intervalsHoldTheTruthAsOftenAsTheySay() {
    double rho = 0.5;
    double truth = 2 / Math.PI * Math.asin(rho);
    SplittableRandom random = new SplittableRandom(1);
    long held =
        IntStream.range(0, 2000)
            .filter(
                trial -> {
                  double[] x = new double[20];
                  double[] y = new double[20];
                  for (int i = 0; i < x.length; i++) {
                    x[i] = random.nextGaussian();
                    y[i] = rho * x[i] + Math.sqrt(1 - rho * rho) * random.nextGaussian();
                  }
                  KendallTau tau = KendallTau.of(x, y);
                  return tau.low() <= truth && truth <= tau.high();
                })
            .count();
    assertEquals(0.95, held / 2000.0, 0.02);
  }
}
