package org.stockpot.prune;

import java.util.List;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Slot;

/**
 * Exact selection of the lowest scores: as many as asked, ties to the lower index.
 *
 * <p>Two passes of a radix selection over the bits of the scores find the threshold, one sweep in
 * index order marks the entries: linear in their number.
 */
final class Selection {

  private static final int RADIX = 1 << 16;

  private final float[] scores;
  private final List<Slot> slots;
  private final Mask kept;

  /** Selects among the kept entries of some slots. */
  Selection(float[] scores, List<Slot> slots, Mask kept) {
    this.scores = scores;
    this.slots = slots;
    this.kept = kept;
  }

  /** Receives the selected entries in ascending order. */
  interface Sink {
    void accept(int index);
  }

  /** Hands the {@code count} lowest entries to a sink. */
  void lowest(int count, Sink sink) {
    if (count == 0) {
      return;
    }
    int[] high = histogram(-1);
    int bucket = bucket(high, count);
    int before = sumBelow(high, bucket);
    int[] low = histogram(bucket);
    int within = bucket(low, count - before);
    int ties = count - before - sumBelow(low, within);
    int threshold = (bucket << 16) | within;
    for (Slot slot : slots) {
      for (int i = slot.offset(); i < slot.end(); i++) {
        if (!kept.keeps(i)) {
          continue;
        }
        int order = Integer.compareUnsigned(key(scores[i]), threshold);
        if (order < 0 || (order == 0 && ties-- > 0)) {
          sink.accept(i);
        }
      }
    }
  }

  /** Counts by the upper half of the keys, or by the lower half of those in one upper bucket. */
  private int[] histogram(int bucket) {
    int[] counts = new int[RADIX];
    for (Slot slot : slots) {
      for (int i = slot.offset(); i < slot.end(); i++) {
        if (kept.keeps(i)) {
          int key = key(scores[i]);
          if (bucket < 0) {
            counts[key >>> 16]++;
          } else if (key >>> 16 == bucket) {
            counts[key & (RADIX - 1)]++;
          }
        }
      }
    }
    return counts;
  }

  /** Maps floats to ints of the same order, compared unsigned; -0 and +0 are equal. */
  private static int key(float score) {
    int bits = Float.floatToRawIntBits(score + 0f);
    return bits < 0 ? ~bits : bits | Integer.MIN_VALUE;
  }

  private static int bucket(int[] counts, int rank) {
    int bucket = 0;
    int sum = counts[0];
    while (sum < rank) {
      sum += counts[++bucket];
    }
    return bucket;
  }

  private static int sumBelow(int[] counts, int bucket) {
    int sum = 0;
    for (int i = 0; i < bucket; i++) {
      sum += counts[i];
    }
    return sum;
  }
}
