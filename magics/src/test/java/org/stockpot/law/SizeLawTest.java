package org.stockpot.law;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SizeLawTest {

  private static final double[] TRUE = {60, 0.7, 40, 0.6, 0.05};

  private static List<Observed> grid(SizeLaw law) {
    List<Observed> grid = new ArrayList<>();
    for (double size = 100; size < 1e6; size *= 4) {
      for (double examples = 50; examples < 1e5; examples *= 3) {
        double error = law.error(TRUE, new double[] {size, examples});
        grid.add(new Observed(List.of(size, examples), List.of(error)));
      }
    }
    return grid;
  }

  /** The formula of the paper, in complex numbers: {@code e_0 |ẽ / (ẽ - iη)|} with η = e_0. */
  @Test
  void theLawIsTheOneOfThePaper() {
    double power = 60 * Math.pow(500, -0.7) + 40 * Math.pow(1000, -0.6) + 0.05;
    double re = power * power / (power * power + 0.81);
    double im = power * 0.9 / (power * power + 0.81);
    assertEquals(
        0.9 * Math.hypot(re, im),
        new SizeLaw(0.9, true).error(TRUE, new double[] {1000, 500}),
        1e-12);
    assertEquals(0.9, new SizeLaw(0.9, true).error(TRUE, new double[] {1e-9, 1e-9}), 1e-6);
  }

  @Test
  void dataMadeByTheLawGivesItsConstantsBack() {
    for (SizeLaw law : List.of(new SizeLaw(0.9, true), new SizeLaw(0.9, false))) {
      Fit fit = LeastSquares.of(law, grid(law)).orThrow();
      for (int i = 0; i < fit.constants().size(); i++) {
        assertEquals(1, fit.constants().get(i).value() / TRUE[i], 0.01);
      }
      double[] next = {4e6, 1e5};
      assertEquals(1, fit.predict(next).error() / law.error(TRUE, next), 1e-3);
    }
  }
}
