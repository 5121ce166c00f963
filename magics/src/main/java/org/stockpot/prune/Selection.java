package org.stockpot.prune;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.stockpot.task.Workers;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Slot;

/**
 * Exact selection of the lowest scores: as many as asked, ties to the lower index.
 *
 * <p>A sample tells two keys between which the threshold almost surely lies. One sweep marks the
 * entries below both and collects those between, among which the rest is found. If the threshold
 * lies elsewhere, the keys are set further apart. Threads share the entries; which ones are
 * selected depends neither on their number nor on the sample.
 */
final class Selection {

  /** Entries from which a further thread pays, in words of 64. */
  private static final int SHARE = 1 << 13;

  private static final int SAMPLE = 1 << 15;
  private static final int LEAST = 1 << 10;

  /** Of how many entries one is looked at, unless the sample grows too large. */
  private static final int RATE = 64;

  /** How far the keys lie from the threshold's place in the sample, in standard deviations. */
  private static final int DEVIATIONS = 4;

  private static final int BLOCK = 1 << 12;

  /** The bits of infinity, the highest key of a number. */
  private static final int INFINITY = 0x7f800000;

  private final FloatBuffer scores;
  private final int and;
  private final int xor;
  private final Mask kept;
  private final long[] candidates;
  private final List<Range> ranges = new ArrayList<>();

  /** Words that one thread looks at. */
  private record Range(int from, int to) {}

  /** Selects among the kept entries of some slots, by their values or by the magnitudes of them. */
  Selection(FloatBuffer scores, boolean magnitudes, List<Slot> slots, Mask kept) {
    this.scores = scores;
    and = magnitudes ? Integer.MAX_VALUE : -1;
    xor = magnitudes ? 0 : Integer.MAX_VALUE;
    this.kept = kept;
    BitSet open = new BitSet(scores.capacity());
    slots.forEach(slot -> open.set(slot.offset(), slot.end()));
    open.andNot(kept.prunedEntries());
    candidates = open.toLongArray();
    int threads =
        Math.min(Runtime.getRuntime().availableProcessors(), 1 + candidates.length / SHARE);
    for (int i = 0; i < threads; i++) {
      int from = (int) ((long) candidates.length * i / threads);
      int to = (int) ((long) candidates.length * (i + 1) / threads);
      ranges.add(new Range(from, to));
    }
  }

  /**
   * Returns the {@code count} lowest entries.
   *
   * @throws IllegalArgumentException if the score of a candidate is NaN
   */
  BitSet lowest(int count) {
    if (count == 0) {
      return new BitSet();
    }
    int[] sample = sample();
    double share = (double) count / Arrays.stream(candidates).mapToInt(Long::bitCount).sum();
    double slack = 1 + DEVIATIONS * Math.sqrt(sample.length * share * (1 - share));
    while (true) {
      int low = at(sample, Math.floor(sample.length * share - slack));
      int high = at(sample, Math.ceil(sample.length * share + slack));
      long[] selected = new long[candidates.length];
      List<Between> parts =
          Workers.map(ranges.size(), ranges, range -> sweep(range, low, high, selected));
      int between = parts.stream().mapToInt(part -> part.count).sum();
      int below = Arrays.stream(selected).mapToInt(Long::bitCount).sum();
      if (below <= count && count <= below + between) {
        mark(lowestFirst(parts, between, count - below), count - below, selected);
        return BitSet.valueOf(selected);
      }
      slack *= 8;
    }
  }

  /** Returns what all parts found, the {@code count} lowest of it at the front. */
  private static long[] lowestFirst(List<Between> parts, int size, int count) {
    long[] found = new long[size];
    int end = 0;
    for (Between part : parts) {
      System.arraycopy(part.found, 0, found, end, part.count);
      end += part.count;
    }
    lowestFirst(found, count);
    return found;
  }

  private static void mark(long[] found, int count, long[] selected) {
    for (int i = 0; i < count; i++) {
      int entry = (int) found[i];
      selected[entry / Long.SIZE] |= 1L << entry;
    }
  }

  /** Returns the sorted keys of candidates that lie evenly among all. */
  private int[] sample() {
    int size = scores.capacity();
    int[] keys = new int[Math.max(LEAST, Math.min(SAMPLE, size / RATE))];
    int count = 0;
    // Odd, so that no regular pattern of layers is followed.
    int step = Math.max(1, size / keys.length) | 1;
    for (int i = 0; i < size && count < keys.length; i += step) {
      if (isOpen(i)) {
        keys[count++] = key(scores.get(i));
      }
    }
    int[] sample = Arrays.copyOf(keys, count);
    Arrays.sort(sample);
    return sample;
  }

  private static int at(int[] sample, double place) {
    if (place < 0) {
      return Integer.MIN_VALUE;
    }
    return place < sample.length ? sample[(int) place] : Integer.MAX_VALUE;
  }

  /** Candidates between two keys, each with its key above its index. */
  private static final class Between {
    private long[] found = new long[BLOCK];
    private int count;

    void add(int key, int entry) {
      if (count == found.length) {
        found = Arrays.copyOf(found, 2 * count);
      }
      found[count++] = (long) key << Integer.SIZE | entry;
    }
  }

  /** Marks the candidates below the lower key, and returns those below the higher one only. */
  private Between sweep(Range range, int low, int high, long[] selected) {
    Between between = new Between();
    int words = BLOCK / Long.SIZE;
    float[] block = new float[BLOCK];
    int[] keys = new int[BLOCK];
    for (int first = range.from; first < range.to; first += words) {
      keys(first, block, keys);
      for (int word = first; word < Math.min(range.to, first + words); word++) {
        int at = (word - first) * Long.SIZE;
        long belowLow = 0;
        long belowHigh = 0;
        // Signs of differences, as branches would be hard to guess.
        for (int i = at + Long.SIZE - 1; i >= at; i--) {
          belowLow = belowLow << 1 | ((long) keys[i] - low) >>> (Long.SIZE - 1);
          belowHigh = belowHigh << 1 | ((long) keys[i] - high) >>> (Long.SIZE - 1);
        }
        selected[word] = candidates[word] & belowLow;
        long rest = candidates[word] & belowHigh & ~belowLow;
        for (; rest != 0; rest &= rest - 1) {
          int bit = Long.numberOfTrailingZeros(rest);
          between.add(keys[at + bit], word * Long.SIZE + bit);
        }
      }
    }
    return between;
  }

  /** Writes the keys of a block of scores; the highest where there are no more of them. */
  private void keys(int word, float[] block, int[] keys) {
    int base = word * Long.SIZE;
    int size = Math.min(BLOCK, scores.capacity() - base);
    scores.get(base, block, 0, size);
    int signs = 0;
    for (int i = 0; i < size; i++) {
      int key = key(block[i]);
      keys[i] = key;
      signs |= INFINITY - (key ^ (key >> 31));
    }
    Arrays.fill(keys, size, BLOCK, Integer.MAX_VALUE);
    for (int i = 0; signs < 0 && i < size; i++) {
      if (Float.isNaN(block[i]) && isOpen(base + i)) {
        throw notANumber(base + i);
      }
    }
  }

  private boolean isOpen(int entry) {
    int word = entry / Long.SIZE;
    return word < candidates.length && (candidates[word] >>> entry & 1) != 0;
  }

  private IllegalArgumentException notANumber(int entry) {
    for (Slot slot : kept.layout().slots()) {
      if (entry < slot.end()) {
        return new IllegalArgumentException(
            "a saliency must give numbers, got NaN for entry "
                + (entry - slot.offset())
                + " of "
                + slot.name());
      }
    }
    throw new IndexOutOfBoundsException(entry);
  }

  /** Maps floats to ints of the same order; -0 and +0 are equal. */
  private int key(float score) {
    int bits = Float.floatToRawIntBits(score + 0f);
    return (bits & and) ^ ((bits >> 31) & xor);
  }

  /** Moves the {@code count} lowest of different values to the front (Hoare's FIND). */
  private static void lowestFirst(long[] values, int count) {
    int from = 0;
    int to = values.length - 1;
    while (from < to) {
      long pivot = values[(from + to) >>> 1];
      int i = from;
      int j = to;
      while (i <= j) {
        for (; values[i] < pivot; i++) {}
        for (; values[j] > pivot; j--) {}
        if (i <= j) {
          long swap = values[i];
          values[i++] = values[j];
          values[j--] = swap;
        }
      }
      if (count <= j + 1) {
        to = j;
      } else if (count > i) {
        from = i;
      } else {
        return;
      }
    }
  }
}
