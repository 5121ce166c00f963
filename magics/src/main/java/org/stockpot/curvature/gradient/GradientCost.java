package org.stockpot.curvature.gradient;

import java.time.Duration;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.weights.Point;

/**
 * What derivatives cost here, measured before long work.
 *
 * @param gradient seconds of one gradient over all its examples
 * @param loss seconds of one pass for the losses
 */
public record GradientCost(double gradient, double loss) {

  private static final double SECOND = 1e9;

  /**
   * Measures a gradient and a pass, behind a first gradient that prepares what others use.
   *
   * @param derivatives of the examples
   * @param at where
   * @return the cost
   */
  public static GradientCost of(Derivatives derivatives, Point at) {
    derivatives.gradient(at);
    long began = System.nanoTime();
    derivatives.gradient(at);
    long between = System.nanoTime();
    derivatives.loss(at);
    return new GradientCost((between - began) / SECOND, (System.nanoTime() - between) / SECOND);
  }

  /**
   * Returns how long work takes.
   *
   * @param gradients how many gradients it computes
   * @param losses how many passes for the losses
   * @return the time, without that of training
   */
  public Duration of(double gradients, double losses) {
    return Duration.ofMillis((long) Math.ceil(1e3 * (gradients * gradient + losses * loss)));
  }
}
