package org.stockpot.weights;

import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/** Random directions in weight space, by a seed. */
public final class RandomDirections {

  private RandomDirections() {}

  /**
   * Returns a direction whose filters are as long as the weights' own, so that planes around
   * different networks can be compared.
   *
   * <p>See Li et al., "Visualizing the Loss Landscape of Neural Nets", NeurIPS 2018, §4: each
   * filter (for a dense layer, each output's weights) of a Gaussian direction is rescaled to the
   * norm of the network's filter; biases and normalisation parameters do not move. Differs from the
   * paper: weights that are exactly 0 do not move either, so that the plane around a sparse network
   * is one of sparse networks.
   *
   * @param center the network
   * @param seed of the direction
   * @return the direction
   */
  public static Point filterNormalised(Point center, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Layout layout = center.layout();
    return Point.build(
        layout,
        d -> {
          for (Slot slot : layout.slots()) {
            if (slot.role().hasFilters()) {
              int filter = slot.size() / slot.shape().get(0);
              for (int from = slot.offset(); from < slot.end(); from += filter) {
                fill(d, center, from, from + filter, random);
              }
            }
          }
        });
  }

  private static void fill(float[] d, Point center, int from, int to, SplittableRandom random) {
    double weights = 0;
    double noise = 0;
    for (int i = from; i < to; i++) {
      double w = center.at(i);
      d[i] = w == 0 ? 0 : (float) random.nextGaussian();
      weights += w * w;
      noise += d[i] * (double) d[i];
    }
    double scale = Math.sqrt(weights) / (Math.sqrt(noise) + 1e-10);
    for (int i = from; i < to; i++) {
      d[i] = (float) (scale * d[i]);
    }
  }

  /**
   * Returns a direction that is uniform on the sphere of what training changes of a network: kept
   * by its mask, and neither frozen nor a statistic.
   *
   * @param center the network and its mask
   * @param seed of the direction
   * @return a direction of length 1; zeros if nothing is trained
   */
  public static Point uniform(MaskedPoint center, long seed) {
    return scaled(center, seed, i -> 1);
  }

  /**
   * Returns a direction of noise that is as large as the weights, {@code |w| ⊙ ε} with Gaussian ε:
   * small weights move little.
   *
   * @param center the network and its mask
   * @param seed of the direction
   * @return a direction of length 1; zeros if all weights are 0
   */
  public static Point proportional(MaskedPoint center, long seed) {
    return scaled(center, seed, i -> Math.abs(center.point().at(i)));
  }

  private static Point scaled(MaskedPoint center, long seed, IntToDoubleFunction size) {
    SplittableRandom random = new SplittableRandom(seed);
    Layout layout = center.point().layout();
    double[] values = new double[layout.size()];
    double squares = 0;
    for (Slot slot : layout.slots()) {
      for (int i = slot.offset(); slot.role().isTrained() && i < slot.end(); i++) {
        double drawn = random.nextGaussian() * size.applyAsDouble(i);
        values[i] = center.mask().keeps(i) ? drawn : 0;
        squares += values[i] * values[i];
      }
    }
    double norm = Math.sqrt(squares);
    return Point.build(
        layout,
        d -> {
          for (int i = 0; norm > 0 && i < d.length; i++) {
            d[i] = (float) (values[i] / norm);
          }
        });
  }
}
