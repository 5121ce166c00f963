package org.stockpot.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.testing.Bowl;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

final class PenaltySweepTest {

  /** A loss in closed form. */
  private interface Formula {
    double loss(double... w);

    double[] gradient(double... w);
  }

  private static final double BIAS = 0.2;

  private static double[] array(Point at) {
    double[] w = new double[at.layout().size()];
    for (int i = 0; i < w.length; i++) {
      w[i] = at.at(i);
    }
    return w;
  }

  private static Derivatives of(Layout layout, Formula formula) {
    return new Derivatives() {
      @Override
      public Layout layout() {
        return layout;
      }

      @Override
      public long examples() {
        return 1;
      }

      @Override
      public double[] losses(Point at) {
        return new double[] {formula.loss(array(at))};
      }

      @Override
      public Point gradient(Point at) {
        double[] g = formula.gradient(array(at));
        return Point.build(
            layout,
            values -> {
              for (int i = 0; i < values.length; i++) {
                values[i] = (float) g[i];
              }
            });
      }

      @Override
      public Point hessianTimes(Point at, Point direction) {
        throw new UnsupportedOperationException("no descent asks for it");
      }

      @Override
      public void perExample(Point at, GradientSink sink) {
        throw new UnsupportedOperationException("no descent asks for it");
      }
    };
  }

  /** w⁶ - 2 w⁴ - 0.3 w², with a bias of its own: 0 loses its stability at β = 0.3. */
  private static final Formula WELLS =
      new Formula() {
        @Override
        public double loss(double... w) {
          double u = w[0] * w[0];
          return u * u * u - 2 * u * u - 0.3 * u + (w[1] - BIAS) * (w[1] - BIAS);
        }

        @Override
        public double[] gradient(double... w) {
          double u = w[0] * w[0];
          return new double[] {w[0] * (6 * u * u - 8 * u - 0.6), 2 * (w[1] - BIAS)};
        }
      };

  private static final Layout WELL =
      Layout.builder().add("w", Role.WEIGHT, 1, 1).add("b", Role.BIAS, 1).build();

  private record Both(PenaltySweep up, PenaltySweep down) {}

  private static Both sweeps(Derivatives derivatives, Point init, PenaltyRange range, int steps) {
    Descent descent = new Descent(new PenalisedLoss(derivatives), 1e-6, 500);
    PhaseState trivial = descent.from(PenalisedLoss.trivial(init), range.high());
    PhaseState learned = descent.from(init, range.low());
    double[] strengths = range.strengths(steps);
    return new Both(
        PenaltySweep.of(descent::from, trivial, learned, strengths, true, 1e-2, 1),
        PenaltySweep.of(descent::from, trivial, learned, strengths, false, 1e-2, 1));
  }

  /** Returns the share learned in the well: minima have u = (4 + sqrt(16 - 12 (β - 0.3))) / 6. */
  private static double learned(double strength) {
    double u = (4 + Math.sqrt(16 - 12 * (strength - 0.3))) / 6;
    return u * u * u - 2 * u * u - 0.3 * u;
  }

  @Test
  void hysteresisOfADoubleWellIsThatOfItsFormula() {
    PenaltyRange range = new PenaltyRange(0.1, 3);
    Both both = sweeps(of(WELL, WELLS), Bowl.gaussian(WELL, 1), range, 60);
    assertEquals(0.3 + 4.0 / 3, both.up().onset().orElseThrow().strength(), 0.01 * 1.633);
    assertEquals(0.3, both.down().onset().orElseThrow().strength(), 0.01 * 0.3);
    double area = 0;
    int parts = 10_000;
    double width = Math.log10((0.3 + 4.0 / 3) / 0.3) / parts;
    for (int i = 0; i < parts; i++) {
      area += width * learned(0.3 * Math.pow(10, (i + 0.5) * width)) / learned(0.1);
    }
    assertEquals(area, both.up().area() - both.down().area(), 0.02 * area);
    assertTrue(both.up().jump().orElseThrow() > 0.3);
    assertTrue(both.down().jump().orElseThrow() > 0.3);
    PhaseState last = both.up().states().get(both.up().states().size() - 1);
    assertTrue(last.norm() < 1e-2);
    assertEquals(BIAS, last.point().at(1), 1e-4); // A bias is not penalised.
  }

  /** Beyond the onset nothing is learned, and what rounding tells apart is no transition. */
  @Test
  void whereNothingIsLearnedThereIsNoTransition() {
    PenaltyRange range = new PenaltyRange(10, 100);
    Both both = sweeps(of(WELL, WELLS), Bowl.gaussian(WELL, 1), range, 6);
    for (PenaltySweep sweep : List.of(both.up(), both.down())) {
      assertTrue(sweep.onset().isEmpty());
      assertEquals(0, sweep.area());
      assertTrue(sweep.furtherDrops(0.1).isEmpty());
      assertFalse(sweep.states().stream().anyMatch(sweep::isLearned));
    }
  }

  /** ½ |M - W₂ W₁|² with the singular values of M that a network on digits had elsewhere. */
  @Test
  void aLinearNetworkLearnsBelowHalfTheLargestSingularValue() {
    double[] sigma = {0.23782055, 0.21330766, 0.18668708, 0.14104083};
    Layout layout =
        Layout.builder().add("w1", Role.WEIGHT, 4, 4).add("w2", Role.WEIGHT, 4, 4).build();
    Formula linear =
        new Formula() {
          private double[] residual(double... w) {
            double[] r = new double[16];
            for (int i = 0; i < 16; i++) {
              r[i] = i % 5 == 0 ? -sigma[i / 5] : 0;
              for (int k = 0; k < 4; k++) {
                r[i] += w[16 + 4 * (i / 4) + k] * w[4 * k + i % 4];
              }
            }
            return r;
          }

          @Override
          public double loss(double... w) {
            double sum = 0;
            for (double r : residual(w)) {
              sum += r * r / 2;
            }
            return sum;
          }

          @Override
          public double[] gradient(double... w) {
            double[] r = residual(w);
            double[] g = new double[32];
            for (int i = 0; i < 16; i++) {
              for (int k = 0; k < 4; k++) {
                g[i] += w[16 + 4 * k + i / 4] * r[4 * k + i % 4];
                g[16 + i] += r[4 * (i / 4) + k] * w[4 * (i % 4) + k];
              }
            }
            return g;
          }
        };
    Both both = sweeps(of(layout, linear), Bowl.gaussian(layout, 2), new PenaltyRange(1e-3, 1), 24);
    for (PenaltySweep sweep : new PenaltySweep[] {both.up(), both.down()}) {
      assertEquals(sigma[0] / 2, sweep.onset().orElseThrow().strength(), 0.02 * sigma[0] / 2);
      assertTrue(sweep.jump().orElseThrow() < 0.03, () -> sweep.jump() + "");
      // A learned state has the product's singular values σ - 2β.
      PhaseState some =
          sweep.states().stream().filter(s -> s.strength() > 0.05).findFirst().orElseThrow();
      double expected = 0;
      for (double s : sigma) {
        expected += Math.pow(Math.min(s, 2 * some.strength()), 2) / 2;
      }
      assertEquals(expected, some.loss(), 0.01 * expected);
    }
    assertEquals(0, both.up().area() - both.down().area(), 0.01);
  }

  /** A range in which nothing changes has no transition; neither has a loss that learns nothing. */
  @Test
  void aRangeWithoutATransitionSaysSo() {
    Both low = sweeps(of(WELL, WELLS), Bowl.gaussian(WELL, 1), new PenaltyRange(0.01, 0.1), 5);
    assertFalse(low.up().onset().isPresent());
    assertTrue(low.up().jump().isEmpty());
    Both high = sweeps(of(WELL, WELLS), Bowl.gaussian(WELL, 1), new PenaltyRange(5, 9), 5);
    assertFalse(high.up().onset().isPresent());
  }

  @Test
  void rangesRise() {
    assertEquals(new PenaltyRange(1e-6, 1), PenaltyRange.parse("1e-6..1"));
    assertEquals("1.0E-6..1.0", PenaltyRange.parse("1e-6..1").toString());
    for (String wrong : new String[] {"1", "1..1", "0..1", "2..1", "a..b", "1..2..3", "NaN..1"}) {
      assertThrows(IllegalArgumentException.class, () -> PenaltyRange.parse(wrong), wrong);
    }
    double[] three = new PenaltyRange(0.01, 1).strengths(3);
    assertEquals(0.1, three[1], 1e-12);
  }
}
