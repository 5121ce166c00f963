package org.stockpot.task.optimizer;

import java.util.Optional;

/**
 * What one step of an optimizer does to some weights, in the order of the flat vector.
 *
 * <p>Each {@link #begin} is followed by one {@link #apply} for each weight; threads may change
 * different ones. A weight of +0.0 whose gradient and moments are +0.0 must stay +0.0, as pruned
 * ones are. With {@code rule.begin(0.1, 1); rule.apply(w, g, moments, 0, w.length)} a training
 * takes its first step.
 */
public interface UpdateRule {

  /**
   * Adding and subtracting this flushes moments below 1e-37 to zero and leaves those above 1e-22
   * alone: decaying moments would else become denormal, which made a step ten times slower.
   */
  float FLUSH = 1e-30f;

  /**
   * Returns how many numbers are kept for each weight from step to step, such as its momentum.
   *
   * @return at least 0
   */
  int moments();

  /**
   * Begins a step.
   *
   * @param rate the learning rate
   * @param step the number of this step, counted from 1
   */
  void begin(double rate, long step);

  /**
   * Changes some weights.
   *
   * @param w the weights, modified
   * @param g the gradient of the loss by them
   * @param moments {@link #moments} arrays like {@code w}, which begin as zeros; modified
   * @param from the first place
   * @param to the place behind the last
   */
  void apply(float[] w, float[] g, float[][] moments, int from, int to);

  /**
   * Returns how much curvature full-batch steps bear.
   *
   * @param rate the learning rate
   * @return the threshold and what is compared with it; empty if it is not known
   */
  default Optional<Stability> stability(double rate) {
    return Optional.empty();
  }
}
