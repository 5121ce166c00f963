package org.stockpot.barrier;

import java.util.SplittableRandom;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * Random directions whose filters are as long as the weights' own, so that planes around different
 * networks can be compared.
 *
 * <p>See Li et al., "Visualizing the Loss Landscape of Neural Nets", NeurIPS 2018, §4: each filter
 * (for a dense layer, each output's weights) of a Gaussian direction is rescaled to the norm of the
 * network's filter; biases and normalisation parameters do not move. Differs from the paper:
 * weights that are exactly 0 do not move either, so that the plane around a sparse network is one
 * of sparse networks.
 */
final class RandomDirections {

  private RandomDirections() {}

  static Point filterNormalised(Point center, long seed) {
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
}
