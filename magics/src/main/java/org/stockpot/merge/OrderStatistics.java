package org.stockpot.merge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Numbers of given ranks among numbers that come in a stream, exactly, with memory that does not
 * grow with the stream: what fits is kept; of what does not, leading bits are counted, and the next
 * reading looks at those numbers alone that share the leading bits of the one wanted.
 *
 * <p>A million numbers take one reading, a hundred million two, mostly.
 */
final class OrderStatistics {

  private static final int BITS = 20;
  private static final int MOST = 1 << 20;

  /** Bits that are looked at together where numbers are at hand, whose counts stay in a cache. */
  private static final int STEP = 12;

  private static final int MASK = (1 << STEP) - 1;

  private final LongFunction<long[]> ranks;
  private final int fits;
  private List<Bucket> buckets;
  private long[] wanted;
  private double[] found;

  /** Wants the numbers whose ranks, from the smallest at 0, follow from how many there are. */
  OrderStatistics(LongFunction<long[]> ranks) {
    this(ranks, MOST);
  }

  /** The same with how many numbers fit. */
  OrderStatistics(LongFunction<long[]> ranks, int fits) {
    this.ranks = ranks;
    this.fits = fits;
  }

  /** Begins a reading if there is something left to learn. */
  boolean reads() {
    if (found != null) {
      return false;
    }
    if (buckets == null) {
      buckets = List.of(new Bucket(0, 0, fits));
      return true;
    }
    if (wanted == null) {
      Bucket all = buckets.get(0);
      wanted = ranks.apply(all.count);
      buckets = Arrays.stream(wanted).mapToObj(rank -> all).toList();
    }
    narrow();
    return found == null;
  }

  private void narrow() {
    List<Bucket> next = new ArrayList<>();
    double[] values = new double[wanted.length];
    boolean known = true;
    for (int i = 0; i < wanted.length; i++) {
      Bucket bucket = buckets.get(i);
      if (bucket.holds()) {
        values[i] = number(bucket.key(wanted[i]));
        next.add(bucket);
      } else {
        known = false;
        int index = 0;
        while (wanted[i] >= bucket.counts[index]) {
          wanted[i] -= bucket.counts[index++];
        }
        next.add(new Bucket(bucket.first(index), bucket.bits + BITS, fits));
      }
    }
    buckets = next;
    found = known ? values : null;
  }

  /** Learns numbers; all come in each reading. */
  void add(double[] values) {
    for (Bucket bucket : buckets) {
      if (!bucket.closed) {
        bucket.add(values);
      }
    }
  }

  /** Returns how many ranks were wanted. */
  int count() {
    return found.length;
  }

  /** Returns the number of a rank, by its place among the ranks that were wanted. */
  double value(int which) {
    return found[which];
  }

  /** Returns bits whose unsigned order is that of the numbers. */
  private static long bits(double value) {
    long bits = Double.doubleToRawLongBits(value + 0.0);
    return bits ^ (bits >> 63 | Long.MIN_VALUE);
  }

  private static double number(long key) {
    return Double.longBitsToDouble(key < 0 ? key ^ Long.MIN_VALUE : ~key);
  }

  /** The numbers that share some leading bits. */
  private static final class Bucket {
    private final long prefix;
    private final int bits;
    private final int fits;
    private long[] keys = new long[16];
    private long[] counts;
    private long count;
    private long and = -1;
    private long or;
    private boolean closed;

    Bucket(long prefix, int bits, int fits) {
      this.prefix = prefix;
      this.bits = bits;
      this.fits = fits;
    }

    void add(double[] values) {
      int first = 0;
      if (bits == 0 && counts == null && count + values.length <= fits) {
        keep(values);
        return;
      }
      while (first < values.length && (counts == null || bits > 0)) {
        long key = bits(values[first++]);
        if (bits == 0 || (key ^ prefix) >>> (64 - Math.min(64, bits)) == 0) {
          add(key);
        }
      }
      count(values, first);
    }

    /** Keeps numbers that fit. */
    private void keep(double[] values) {
      int from = (int) count;
      if (keys.length < from + values.length) {
        keys = Arrays.copyOf(keys, Math.max(2 * keys.length, from + values.length));
      }
      long allAnd = and;
      long allOr = or;
      for (int i = 0; i < values.length; i++) {
        long key = bits(values[i]);
        allAnd &= key;
        allOr |= key;
        keys[from + i] = key;
      }
      and = allAnd;
      or = allOr;
      count += values.length;
    }

    private void add(long key) {
      and &= key;
      or |= key;
      if (counts != null) {
        counts[index(key)]++;
      } else if (count < fits) {
        keys = count < keys.length ? keys : Arrays.copyOf(keys, 2 * keys.length);
        keys[(int) count] = key;
      } else {
        counts = new long[1 << BITS];
        Arrays.stream(keys, 0, (int) count).forEach(known -> counts[index(known)]++);
        counts[index(key)]++;
        keys = null;
      }
      count++;
    }

    /** Counts numbers by their leading bits, which most are. */
    private void count(double[] values, int first) {
      long[] by = counts;
      long allAnd = and;
      long allOr = or;
      for (int i = first; i < values.length; i++) {
        long key = bits(values[i]);
        allAnd &= key;
        allOr |= key;
        by[(int) (key >>> (64 - BITS))]++;
      }
      and = allAnd;
      or = allOr;
      count += values.length - first;
    }

    /** Returns whether all numbers are one. */
    private boolean isOne() {
      return and == or;
    }

    private int index(long key) {
      return (int) ((key << bits) >>> (64 - BITS));
    }

    private long first(int index) {
      return prefix | (((long) index << (64 - BITS)) >>> bits);
    }

    /** Returns whether every rank is known. */
    boolean holds() {
      return counts == null || isOne();
    }

    long key(long rank) {
      closed = true;
      if (isOne()) {
        return and;
      }
      return selected((int) rank);
    }

    /**
     * Counts keys by the leading bits in which they differ, and goes on with those of the rank's
     * count alone, until all bits are known.
     */
    private long selected(int rank) {
      long[] some = keys;
      int size = (int) count;
      int left = rank;
      int low = Math.max(0, 64 - Long.numberOfLeadingZeros(and ^ or) - STEP);
      while (true) {
        int[] by = new int[1 << STEP];
        for (int i = 0; i < size; i++) {
          by[(int) (some[i] >>> low) & MASK]++;
        }
        int index = 0;
        while (left >= by[index]) {
          left -= by[index++];
        }
        long[] same = new long[by[index]];
        int found = 0;
        for (int i = 0; i < size; i++) {
          if (((int) (some[i] >>> low) & MASK) == index) {
            same[found++] = some[i];
          }
        }
        if (low == 0 || found == 1) {
          return same[0];
        }
        some = same;
        size = found;
        low = Math.max(0, low - STEP);
      }
    }
  }
}
