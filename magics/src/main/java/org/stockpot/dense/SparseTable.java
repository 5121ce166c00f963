package org.stockpot.dense;

import org.stockpot.weights.Mask;
import org.stockpot.weights.Slot;

/**
 * At which densities products pass over pruned weights. It is fixed, and not measured when a
 * program runs, as bits would depend on it: whoever changes it changes {@link #VERSION}, which is
 * part of a task's identity.
 */
public final class SparseTable {

  /** The version of the densities. */
  public static final String VERSION = "1";

  /** Networks of fewer weights are as fast densely. */
  private static final int LEAST = 20_000;

  /** The largest density of a training that pays. */
  private static final double TRAINING = 0.1;

  private SparseTable() {}

  /**
   * Returns whether a network is in the table at all.
   *
   * @param dense its layers
   * @return whether some masks make its trainings sparse
   */
  public static boolean has(DenseNetwork dense) {
    return dense.layers().stream().mapToLong(l -> (long) l.inputs() * l.units()).sum() >= LEAST;
  }

  /**
   * Returns whether a training takes steps over the kept weights alone.
   *
   * @param dense its layers
   * @param mask what is kept
   * @return whether that is faster
   */
  public static boolean trainsSparsely(DenseNetwork dense, Mask mask) {
    long all = 0;
    long kept = 0;
    for (DenseNetwork.Layer layer : dense.layers()) {
      Slot weight = mask.layout().slots().get(layer.weight());
      all += weight.size();
      kept += mask.kept(weight);
    }
    return has(dense) && kept <= TRAINING * all;
  }
}
