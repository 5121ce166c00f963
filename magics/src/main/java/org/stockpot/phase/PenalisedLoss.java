package org.stockpot.phase;

import java.util.SplittableRandom;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * A loss with an L2 penalty of the weights: {@code F(θ) = L(θ) + β Σ θ_i²} over the entries of
 * matrices, kernels and tables. Biases and the factors of normalisations are not penalised.
 *
 * @param derivatives L
 * @param fixed whether penalised entries stay as they are, so that the others alone are descended
 */
public record PenalisedLoss(Derivatives derivatives, boolean fixed) {

  /**
   * Lets all entries move.
   *
   * @param derivatives L
   */
  public PenalisedLoss(Derivatives derivatives) {
    this(derivatives, false);
  }

  /** Changes the penalised entries of some values. */
  @FunctionalInterface
  private interface Entry {
    double of(double value, int place);
  }

  private static Point changed(Point at, Entry entry) {
    return Point.build(
        at.layout(),
        values -> {
          for (int i = 0; i < values.length; i++) {
            values[i] = at.at(i);
          }
          for (Slot slot : at.layout().slots()) {
            for (int i = slot.offset(); slot.role().hasFilters() && i < slot.end(); i++) {
              values[i] = (float) entry.of(values[i], i);
            }
          }
        });
  }

  /** Returns the sum of the squares of penalised entries. */
  double squares(Point at) {
    double sum = 0;
    for (Slot slot : at.layout().slots()) {
      for (int i = slot.offset(); slot.role().hasFilters() && i < slot.end(); i++) {
        sum += (double) at.at(i) * at.at(i);
      }
    }
    return sum;
  }

  double value(Point at, double strength) {
    return derivatives.loss(at) + strength * squares(at);
  }

  Point gradient(Point at, double strength) {
    return changed(
        derivatives.gradient(at), (slope, i) -> fixed ? 0 : slope + 2 * strength * at.at(i));
  }

  /**
   * Returns a point without weights.
   *
   * @param at a point
   * @return the same with 0 for each penalised entry
   */
  public static Point trivial(Point at) {
    return changed(at, (value, i) -> 0);
  }

  /**
   * Returns a point moved a little, so that it does not stay where only symmetry holds it.
   *
   * @param at a point
   * @param deviation the standard deviation of what each penalised entry is moved by
   * @param seed of the random numbers
   * @return the moved point
   */
  public static Point moved(Point at, double deviation, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return changed(at, (value, i) -> value + deviation * random.nextGaussian());
  }
}
