package org.stockpot.prune;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.stockpot.task.work.Workers;
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

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  /** What a thread takes at a time, in words of 64 entries. */
  private static final int SHARE = 1 << 13;

  private static final int SAMPLE = 1 << 17;
  private static final int LEAST = 1 << 10;

  /** Of how many entries one is looked at, unless the sample grows too large. */
  private static final int RATE = 64;

  /** How far the keys lie from the threshold's place in the sample, in standard deviations. */
  private static final int DEVIATIONS = 4;

  private static final int BLOCK = 1 << 12;

  /** The bits of infinity, the highest key of a number. */
  private static final int INFINITY = 0x7f800000;

  private final FloatBuffer scores;
  private final boolean magnitudes;
  private final Mask kept;
  private final long[] candidates;
  private final List<Range> ranges = new ArrayList<>();

  /** Words that a thread looks at. */
  private record Range(int from, int to) {}

  /** Selects among the kept entries of some slots, by their values or by the magnitudes of them. */
  Selection(FloatBuffer scores, boolean magnitudes, List<Slot> slots, Mask kept) {
    this(scores, magnitudes, entries(slots), kept);
  }

  /** Selects among the kept of some entries; they are taken over. */
  Selection(FloatBuffer scores, boolean magnitudes, BitSet open, Mask kept) {
    this.scores = scores;
    this.magnitudes = magnitudes;
    this.kept = kept;
    open.andNot(kept.prunedEntries());
    candidates = open.toLongArray();
    for (int from = 0; from < candidates.length; from += SHARE) {
      ranges.add(new Range(from, Math.min(candidates.length, from + SHARE)));
    }
  }

  private static BitSet entries(List<Slot> slots) {
    BitSet entries = new BitSet();
    slots.forEach(slot -> entries.set(slot.offset(), slot.end()));
    return entries;
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
    long[] sample = sample();
    double share = (double) count / Arrays.stream(candidates).mapToInt(Long::bitCount).sum();
    double slack = 1 + DEVIATIONS * Math.sqrt(sample.length * share * (1 - share));
    while (true) {
      int low = keyAt(sample, Math.floor(sample.length * share - slack));
      int high = keyAt(sample, Math.ceil(sample.length * share + slack));
      long[] selected = new long[candidates.length];
      List<Between> parts = Workers.map(CORES, ranges, range -> sweep(range, low, high, selected));
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

  /** Returns candidates that lie evenly among all, each with its key above its index. */
  private long[] sample() {
    int size = scores.capacity();
    long[] sample = new long[Math.max(LEAST, Math.min(SAMPLE, size / RATE))];
    int count = 0;
    // Odd, so that no regular pattern of layers is followed.
    int step = Math.max(1, size / sample.length) | 1;
    for (int i = 0; i < size && count < sample.length; i += step) {
      if (isOpen(i)) {
        sample[count++] = ranked(key(scores.get(i)), i);
      }
    }
    return Arrays.copyOf(sample, count);
  }

  static long ranked(int key, int entry) {
    return (long) key << Integer.SIZE | entry;
  }

  /** Returns the key at a place in the order of a sample, the entries of which are moved. */
  private static int keyAt(long[] sample, double place) {
    if (place < 0) {
      return Integer.MIN_VALUE;
    }
    if (place >= sample.length) {
      return Integer.MAX_VALUE;
    }
    int count = 1 + (int) place;
    lowestFirst(sample, count);
    return (int) (Arrays.stream(sample, 0, count).max().orElseThrow() >> Integer.SIZE);
  }

  /** Candidates between two keys, each with its key above its index. */
  private static final class Between {
    private long[] found = new long[BLOCK];
    private int count;

    void add(int key, int entry) {
      if (count == found.length) {
        found = Arrays.copyOf(found, 2 * count);
      }
      found[count++] = ranked(key, entry);
    }
  }

  /** Marks the candidates below the lower key, and returns those below the higher one only. */
  private Between sweep(Range range, int low, int high, long[] selected) {
    Between between = new Between();
    int words = BLOCK / Long.SIZE;
    float[] block = new float[BLOCK];
    long[] belowHigh = new long[words];
    // In short methods, which are compiled well; this one runs too seldom for that.
    for (int first = range.from; first < range.to; first += words) {
      int base = first * Long.SIZE;
      int size = Math.min(BLOCK, scores.capacity() - base);
      scores.get(base, block, 0, size);
      int count = Math.min(words, range.to - first);
      if (!compare(magnitudes, block, low, high, first, count, selected, belowHigh)) {
        requireNumbers(base, size);
      }
      collect(first, count, selected, belowHigh, block, between);
    }
    return between;
  }

  /**
   * Writes which scores of some words are below two keys, a bit for each.
   *
   * @return whether all are numbers
   */
  private static boolean compare(
      boolean magnitudes,
      float[] block,
      int low,
      int high,
      int first,
      int count,
      long[] selected,
      long[] belowHigh) {
    int signs = 0;
    for (int word = 0; word < count; word++) {
      int at = word * Long.SIZE;
      long lows = 0;
      long highs = 0;
      // Signs of differences, as branches would be hard to guess.
      for (int i = at + Long.SIZE - 1; i >= at; i--) {
        int magnitude = Float.floatToRawIntBits(block[i]) & Integer.MAX_VALUE;
        int key = magnitudes ? magnitude : ofValue(block[i]);
        signs |= INFINITY - magnitude;
        lows = lows << 1 | ((long) key - low) >>> (Long.SIZE - 1);
        highs = highs << 1 | ((long) key - high) >>> (Long.SIZE - 1);
      }
      selected[first + word] = lows;
      belowHigh[word] = highs;
    }
    return signs >= 0;
  }

  /** Marks the candidates that are below, and adds those that may be. */
  private void collect(
      int first, int count, long[] selected, long[] belowHigh, float[] block, Between between) {
    for (int word = 0; word < count; word++) {
      long open = candidates[first + word];
      long rest = open & belowHigh[word] & ~selected[first + word];
      selected[first + word] &= open;
      for (; rest != 0; rest &= rest - 1) {
        int bit = Long.numberOfTrailingZeros(rest);
        between.add(key(block[word * Long.SIZE + bit]), (first + word) * Long.SIZE + bit);
      }
    }
  }

  private void requireNumbers(int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (Float.isNaN(scores.get(i)) && isOpen(i)) {
        throw notANumber(i, kept);
      }
    }
  }

  private int key(float score) {
    return magnitudes ? ofMagnitude(score) : ofValue(score);
  }

  /**
   * Returns a number in the order of scores.
   *
   * @throws IllegalArgumentException if the score is NaN
   */
  static int key(float score, boolean magnitudes, int entry, Mask kept) {
    if (Float.isNaN(score)) {
      throw notANumber(entry, kept);
    }
    return magnitudes ? ofMagnitude(score) : ofValue(score);
  }

  private boolean isOpen(int entry) {
    int word = entry / Long.SIZE;
    return word < candidates.length && (candidates[word] >>> entry & 1) != 0;
  }

  private static IllegalArgumentException notANumber(int entry, Mask kept) {
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

  private static int ofMagnitude(float score) {
    return Float.floatToRawIntBits(score) & Integer.MAX_VALUE;
  }

  /** Maps floats to ints of the same order; -0 and +0 are equal. */
  private static int ofValue(float score) {
    int bits = Float.floatToRawIntBits(score + 0f);
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
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
