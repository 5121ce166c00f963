package org.stockpot.prune;

import java.util.BitSet;
import java.util.function.IntConsumer;
import org.stockpot.weights.Mask;

/**
 * First entries of units that are pruned as one, at equal distances.
 *
 * @param first the first entry of the first unit
 * @param count how many units
 * @param stride from one to the next
 */
record UnitRun(int first, int count, int stride) {

  void each(IntConsumer entry) {
    for (int i = 0; i < count; i++) {
      entry.accept(first + i * stride);
    }
  }

  int kept(Mask mask) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      kept += mask.keeps(first + i * stride) ? 1 : 0;
    }
    return kept;
  }

  void mark(BitSet open) {
    if (stride == 1) {
      open.set(first, first + count);
    } else {
      each(open::set);
    }
  }
}
