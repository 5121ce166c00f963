package org.stockpot.format;

import java.io.Closeable;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.weights.Slot;

/** What the masks of all members prune of one tensor, in the order of its entries. */
final class PrunedEntries implements Closeable {

  private final BitSet bits;
  private final Optional<UnionMask> masks;
  private double[] kept = {};
  private int next;

  private PrunedEntries(BitSet bits, int next, Optional<UnionMask> masks) {
    this.bits = bits;
    this.next = next;
    this.masks = masks;
  }

  /** Returns nothing if no entry is pruned by all. */
  static Optional<PrunedEntries> of(Tensor tensor, FileSources sources) throws IOException {
    List<Tensor> masks = sources.masks(tensor.name());
    Optional<Slot> slot = sources.slot(tensor.name());
    if (masks.isEmpty() && (slot.isEmpty() || sources.pruned().isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        new PrunedEntries(
            sources.pruned(),
            slot.map(Slot::offset).orElse(0),
            masks.isEmpty() ? Optional.empty() : Optional.of(UnionMask.open(masks))));
  }

  /** Sets the next entries that all prune to +0.0. */
  void zero(float[] merged, int count) throws IOException {
    for (int i = bits.nextSetBit(next); i >= 0 && i < next + count; i = bits.nextSetBit(i + 1)) {
      merged[i - next] = 0;
    }
    next += count;
    if (masks.isPresent()) {
      kept = kept.length < count ? new double[count] : kept;
      masks.get().next(kept, count);
      for (int i = 0; i < count; i++) {
        merged[i] = kept[i] == 0 ? 0 : merged[i];
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (masks.isPresent()) {
      masks.get().close();
    }
  }
}
