package org.stockpot.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.List;
import org.stockpot.djl.SplitObjective.Chunk;
import org.stockpot.task.Interrupts;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * Re-estimates running statistics as plain averages over unshuffled batches of training examples.
 *
 * <p>A layer only offers moving averages, r = m r + (1 - m) s with its own m. Starting one batch
 * from 0 and from 1 gives m as the difference, and starting each batch from 0 gives (1 - m) s; so s
 * is known whatever m is.
 */
final class Recalibration {

  private final Network network;
  private final List<Slot> statistics;
  private final int size;

  private Recalibration(Network network, Point point) {
    this.network = network;
    size = point.layout().size();
    statistics = point.layout().slots().stream().filter(s -> !s.role().isCoordinate()).toList();
  }

  static Point of(Network network, List<Chunk> chunks, Point point) {
    network.set(point.values());
    List<NDArray> batches = chunks.stream().map(Chunk::inputs).toList();
    return new Recalibration(network, point).averaged(batches, point);
  }

  private Point averaged(List<NDArray> batches, Point point) {
    double[] sums = new double[size];
    for (NDArray batch : batches) {
      Interrupts.check();
      float[] moved = pass(batch, 0f);
      for (Slot slot : statistics) {
        for (int i = slot.offset(); i < slot.end(); i++) {
          sums[i] += moved[i];
        }
      }
    }
    float[] fromZero = pass(batches.get(0), 0f);
    float[] fromOne = pass(batches.get(0), 1f);
    return Point.build(
        point.layout(),
        values -> {
          point.values().get(values);
          for (Slot slot : statistics) {
            double scale = batches.size() * (1 - momentum(slot, fromZero, fromOne));
            for (int i = slot.offset(); i < slot.end(); i++) {
              values[i] = (float) (sums[i] / scale);
            }
          }
        });
  }

  /** Reads m where the statistic is smallest, which loses the fewest digits. */
  private static double momentum(Slot slot, float[] fromZero, float[] fromOne) {
    int best = slot.offset();
    for (int i = slot.offset(); i < slot.end(); i++) {
      best = Math.abs(fromZero[i]) < Math.abs(fromZero[best]) ? i : best;
    }
    return (double) fromOne[best] - fromZero[best];
  }

  /** Returns the statistics after one batch in training mode, from one number everywhere. */
  private float[] pass(NDArray batch, float start) {
    network.fillStatistics(start);
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      network.forward(batch, true);
    }
    float[] values = new float[size];
    network.getStatistics(values);
    return values;
  }
}
