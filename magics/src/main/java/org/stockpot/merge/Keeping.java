package org.stockpot.merge;

import org.stockpot.weights.MergeChunk;

/** A {@link Sparsity} at work on the task vectors of one vector or tensor. */
interface Keeping {

  /** Begins a reading if there is something left to learn. */
  default boolean reads() {
    return false;
  }

  /** Learns from a member's task vector, which may be changed. */
  default void read(int member, MergeChunk chunk, double[] tau) {}

  /** Makes of a member's task vector what is left of it. */
  void keep(int member, MergeChunk chunk, double[] tau);
}
