package org.stockpot.study.generalization;

import java.util.SplittableRandom;
import org.stockpot.task.Objective;
import org.stockpot.task.Seeds;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/**
 * A bound of the error of a network whose weights carry Gaussian noise, with the start of its
 * training as the prior's mean:
 *
 * <pre>
 *   E_Q[error] ≤ ê_Q + sqrt((|θ - θ_0|² / (2 σ²) + ln(2 sqrt(n) K / δ)) / (2 n)),   δ = 0.05
 * </pre>
 *
 * <p>for n training examples, the least over K = 10 values σ = 0.001, 0.002, 0.004 …; ê_Q is the
 * mean training error over draws of noise on the kept weights, whose own error is not added. See
 * McAllester, COLT 1999, in the form of Maurer, 2004, eq. 6; Dziugaite, Roy, UAI 2017, who optimise
 * the noise. A bound of 1 or more says nothing, and still orders networks.
 */
final class PacBayes {

  private static final int SCALES = 10;
  private static final double SMALLEST = 0.001;
  private static final double DELTA = 0.05;

  private PacBayes() {}

  /** Returns the bound. */
  static double of(
      Point at, Point start, Mask mask, Objective training, long n, int draws, long seed) {
    double distance = at.distance(start);
    double best = Double.POSITIVE_INFINITY;
    for (int k = 0; k < SCALES; k++) {
      double sigma = SMALLEST * Math.pow(2, k);
      double divergence = distance * distance / (2 * sigma * sigma);
      double log = Math.log(2 * Math.sqrt((double) n) * SCALES / DELTA);
      double penalty = Math.sqrt((divergence + log) / (2.0 * n));
      if (penalty < best) {
        best = Math.min(best, penalty + noisy(at, mask, training, sigma, draws, seed));
      }
    }
    return best;
  }

  private static double noisy(
      Point at, Mask mask, Objective training, double sigma, int draws, long seed) {
    double sum = 0;
    for (int draw = 0; draw < draws; draw++) {
      Interrupts.check();
      SplittableRandom random = new SplittableRandom(Seeds.mix(seed, draw));
      Point moved =
          Point.build(
                  at.layout(),
                  values -> {
                    for (int i = 0; i < values.length; i++) {
                      values[i] = (float) (at.at(i) + sigma * random.nextGaussian());
                    }
                    mask.zero(values);
                  })
              .withStatisticsOf(at);
      sum += training.score(moved).error();
    }
    return sum / draws;
  }
}
