package org.stockpot.landscape;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.stockpot.task.Objective;
import org.stockpot.weights.Point;

/**
 * The loss along one ray through a network, {@code f(s) = L(w + s d)} for s from -1 to 1.
 *
 * @param positions s, ascending
 * @param losses f there
 */
public record Ray(List<Double> positions, List<Double> losses) {

  /** Copies the lists. */
  public Ray {
    positions = List.copyOf(positions);
    losses = List.copyOf(losses);
  }

  /**
   * Measures a ray.
   *
   * @param objective measures points
   * @param from w
   * @param direction d
   * @param samples positions, at least 2, evenly from -1 to 1
   * @return the ray
   */
  public static Ray of(Objective objective, Point from, Point direction, int samples) {
    double[] positions = new double[samples];
    double[] losses = new double[samples];
    try (RayLoss loss = new RayLoss(objective, from, direction)) {
      for (int i = 0; i < samples; i++) {
        positions[i] = (2.0 * i - (samples - 1)) / (samples - 1);
        losses[i] = loss.at(positions[i]);
      }
    }
    return new Ray(
        Arrays.stream(positions).boxed().toList(), Arrays.stream(losses).boxed().toList());
  }

  /**
   * Returns the normalised total variation, {@code sum_k |f(s_(k+1)) - f(s_k)| / (max f - min f)}:
   * 1 for a slope, 2 for a well, more for what is rougher.
   *
   * @return the variation; empty where the loss is the same everywhere, or not finite somewhere
   */
  public OptionalDouble variation() {
    if (!isFinite()) {
      return OptionalDouble.empty();
    }
    double sum = 0;
    for (int i = 1; i < losses.size(); i++) {
      sum += Math.abs(losses.get(i) - losses.get(i - 1));
    }
    double low = losses.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double high = losses.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return high > low ? OptionalDouble.of(sum / (high - low)) : OptionalDouble.empty();
  }

  /**
   * Returns whether all losses are finite.
   *
   * @return false if one is NaN or infinite
   */
  public boolean isFinite() {
    return losses.stream().allMatch(Double::isFinite);
  }
}
