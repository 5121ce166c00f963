package org.stockpot.prune;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.stockpot.task.Workers;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Slot;

/**
 * Exact selection of the lowest scores: as many as asked, ties to the lower index.
 *
 * <p>Two passes of a radix selection over the bits of the scores find the threshold, one sweep
 * marks the entries: linear in their number. Threads share the entries; which ones are selected
 * does not depend on their number.
 */
final class Selection {

  private static final int RADIX = 1 << 16;

  /** Entries from which a further thread pays, in words of 64. */
  private static final int SHARE = 1 << 13;

  private final float[] scores;
  private final long[] candidates;
  private final List<Range> ranges = new ArrayList<>();

  /** Words that one thread looks at. */
  private record Range(int index, int from, int to) {}

  /** Selects among the kept entries of some slots. */
  Selection(float[] scores, List<Slot> slots, Mask kept) {
    this.scores = scores;
    BitSet open = new BitSet(scores.length);
    slots.forEach(slot -> open.set(slot.offset(), slot.end()));
    open.andNot(kept.prunedEntries());
    candidates = open.toLongArray();
    int threads =
        Math.min(Runtime.getRuntime().availableProcessors(), 1 + candidates.length / SHARE);
    for (int i = 0; i < threads; i++) {
      int from = (int) ((long) candidates.length * i / threads);
      int to = (int) ((long) candidates.length * (i + 1) / threads);
      ranges.add(new Range(i, from, to));
    }
  }

  /** Returns the {@code count} lowest entries. */
  BitSet lowest(int count) {
    if (count == 0) {
      return new BitSet();
    }
    int[] high = sum(Workers.map(ranges.size(), ranges, range -> histogram(range, -1)));
    int bucket = bucket(high, count);
    int before = sumBelow(high, bucket);
    List<int[]> lows = Workers.map(ranges.size(), ranges, range -> histogram(range, bucket));
    int[] low = sum(lows);
    int within = bucket(low, count - before);
    int ties = count - before - sumBelow(low, within);
    int threshold = ((bucket << 16) | within) ^ Integer.MIN_VALUE;
    long[] selected = new long[candidates.length];
    int[] allowed = new int[ranges.size()];
    for (int i = 0; i < allowed.length; i++) {
      allowed[i] = Math.min(ties, lows.get(i)[within]);
      ties -= allowed[i];
    }
    Workers.map(
        ranges.size(), ranges, range -> sweep(range, threshold, allowed[range.index], selected));
    return BitSet.valueOf(selected);
  }

  /** Counts by the upper half of the keys, or by the lower half of those in one upper bucket. */
  private int[] histogram(Range range, int bucket) {
    int[] counts = new int[RADIX];
    for (int word = range.from; word < range.to; word++) {
      if (bucket < 0) {
        countHigh(word << 6, candidates[word], counts);
      } else {
        countLow(word << 6, candidates[word], bucket, counts);
      }
    }
    return counts;
  }

  private void countHigh(int base, long open, int[] counts) {
    if (open == -1) {
      for (int i = base; i < base + Long.SIZE; i++) {
        counts[(key(scores[i]) ^ Integer.MIN_VALUE) >>> 16]++;
      }
      return;
    }
    for (long rest = open; rest != 0; rest &= rest - 1) {
      int i = base + Long.numberOfTrailingZeros(rest);
      counts[(key(scores[i]) ^ Integer.MIN_VALUE) >>> 16]++;
    }
  }

  private void countLow(int base, long open, int bucket, int[] counts) {
    for (long rest = open; rest != 0; rest &= rest - 1) {
      int key = key(scores[base + Long.numberOfTrailingZeros(rest)]) ^ Integer.MIN_VALUE;
      if (key >>> 16 == bucket) {
        counts[key & (RADIX - 1)]++;
      }
    }
  }

  /** Marks the candidates below the threshold, and the first of those that equal it. */
  private boolean sweep(Range range, int threshold, int ties, long[] selected) {
    int left = ties;
    for (int word = range.from; word < range.to; word++) {
      if (candidates[word] == 0) {
        continue;
      }
      int base = word << 6;
      int count = Math.min(Long.SIZE, scores.length - base);
      long below = 0;
      long equal = 0;
      for (int bit = 0; bit < count; bit++) {
        int key = key(scores[base + bit]);
        below |= (key < threshold ? 1L : 0L) << bit;
        equal |= (key == threshold ? 1L : 0L) << bit;
      }
      below &= candidates[word];
      equal &= candidates[word];
      for (; equal != 0 && left > 0; equal &= equal - 1, left--) {
        below |= Long.lowestOneBit(equal);
      }
      selected[word] = below;
    }
    return true;
  }

  /** Maps floats to ints of the same order; -0 and +0 are equal. */
  private static int key(float score) {
    int bits = Float.floatToRawIntBits(score + 0f);
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }

  private static int[] sum(List<int[]> histograms) {
    int[] sum = new int[RADIX];
    for (int[] counts : histograms) {
      for (int i = 0; i < RADIX; i++) {
        sum[i] += counts[i];
      }
    }
    return sum;
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
