package org.stockpot.dense;

import java.nio.FloatBuffer;
import java.util.List;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * At which densities products pass over pruned weights. It is fixed, and not measured when a
 * program runs, as bits would depend on it: whoever changes it changes {@link #VERSION}, which is
 * part of a task's identity.
 */
public final class SparseTable {

  /** The version of the densities. */
  public static final String VERSION = "2";

  /** Networks of fewer weights are as fast densely. */
  private static final int LEAST = 20_000;

  /** The largest density that pays. */
  private static final double DENSEST = 0.05;

  private SparseTable() {}

  /**
   * Returns whether a network is in the table at all.
   *
   * @param dense its layers
   * @return whether some masks make its products sparse
   */
  public static boolean has(DenseNetwork dense) {
    return weights(dense) >= LEAST;
  }

  /**
   * Returns whether a training takes steps over the kept weights alone.
   *
   * @param dense its layers
   * @param mask what is kept
   * @return whether that is faster
   */
  public static boolean trainsSparsely(DenseNetwork dense, Mask mask) {
    List<Slot> slots = mask.layout().slots();
    long kept = dense.layers().stream().mapToLong(l -> mask.kept(slots.get(l.weight()))).sum();
    return has(dense) && kept <= DENSEST * weights(dense);
  }

  /**
   * Returns whether a point is scored by the weights that are not 0 alone.
   *
   * @param dense its layers
   * @param point of the network's layout
   * @return whether that is faster
   */
  public static boolean scoresSparsely(DenseNetwork dense, Point point) {
    return has(dense) && hasAtMost((long) (DENSEST * weights(dense)), dense, point);
  }

  private static boolean hasAtMost(long most, DenseNetwork dense, Point point) {
    FloatBuffer values = point.values();
    long left = most;
    for (DenseNetwork.Layer layer : dense.layers()) {
      Slot weight = point.layout().slots().get(layer.weight());
      for (int i = weight.offset(); i < weight.end(); i++) {
        if (values.get(i) != 0 && --left < 0) {
          return false;
        }
      }
    }
    return true;
  }

  private static long weights(DenseNetwork dense) {
    return dense.layers().stream().mapToLong(l -> (long) l.inputs() * l.units()).sum();
  }
}
