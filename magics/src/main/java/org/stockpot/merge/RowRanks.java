package org.stockpot.merge;

import java.util.Arrays;

/**
 * Ranks of the magnitudes of a row, from the smallest at 0; of equal ones the later has the higher
 * rank. Magnitudes are put into bins by their exponents and first digits, and sorted bin by bin,
 * which takes a time that grows with the row unless one bin gets many.
 */
final class RowRanks {

  /** Exponents from the largest down that have bins of their own. */
  private static final int EXPONENTS = 15;

  /** More in a bin are not sorted one by one. */
  private static final int CROWD = 32;

  private final int length;

  /** Digits behind the exponent that tell bins apart: some numbers share one. */
  private final int digits;

  /** Bits for a place, which stand in for those that all numbers of a bin share. */
  private final int placeBits;

  private final int[] bins;

  /** The first is of zeros, the second of what is below all exponents. */
  private final int[] ends;

  private final int[] order;
  private final int[] ranks;

  RowRanks(int length) {
    this.length = length;
    digits = Math.max(2, 30 - Integer.numberOfLeadingZeros(length));
    placeBits = 11 + digits;
    ends = new int[(EXPONENTS << digits) + 2];
    bins = new int[length];
    order = new int[length];
    ranks = new int[length];
  }

  /** Returns the ranks of the row that begins at a place, in an array that the next call uses. */
  int[] of(double[] values, int from) {
    fill(values, from);
    if (ends[1] - ends[0] > CROWD || length > 1 << placeBits) {
      return sorted(values, from);
    }
    for (int i = length - 1; i >= 0; i--) {
      order[--ends[bins[i]]] = i;
    }
    for (int b = 2; b < ends.length; b++) {
      int end = b + 1 < ends.length ? ends[b + 1] : length;
      if (end - ends[b] > CROWD) {
        sortCrowd(values, from, ends[b], end);
      }
    }
    sortOneByOne(values, from);
    for (int k = 0; k < length; k++) {
      ranks[order[k]] = k;
    }
    return ranks;
  }

  /** Sorts a bin, whose numbers have the same exponent and first digits, by the others. */
  private void sortCrowd(double[] values, int from, int start, int end) {
    long[] keys = new long[end - start];
    for (int k = 0; k < keys.length; k++) {
      int place = order[start + k];
      keys[k] = Double.doubleToRawLongBits(values[from + place]) << (placeBits + 1) >>> 1 | place;
    }
    Arrays.sort(keys);
    for (int k = 0; k < keys.length; k++) {
      order[start + k] = (int) keys[k] & ((1 << placeBits) - 1);
    }
  }

  private void sortOneByOne(double[] values, int from) {
    for (int k = 1; k < length; k++) {
      int place = order[k];
      double size = Math.abs(values[from + place]);
      int at = k;
      while (at > 0 && Math.abs(values[from + order[at - 1]]) > size) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = place;
    }
  }

  private void fill(double[] values, int from) {
    long most = 0;
    for (int i = 0; i < length; i++) {
      most = Math.max(most, head(values[from + i]));
    }
    Arrays.fill(ends, 0);
    for (int i = 0; i < length; i++) {
      long below = most - head(values[from + i]);
      bins[i] = values[from + i] == 0 ? 0 : (int) Math.max(1, ends.length - 1 - below);
      ends[bins[i]]++;
    }
    for (int b = 1; b < ends.length; b++) {
      ends[b] += ends[b - 1];
    }
  }

  /** Returns exponent and first digits of a magnitude. */
  private long head(double value) {
    return (Double.doubleToRawLongBits(value) & Long.MAX_VALUE) >>> (52 - digits);
  }

  private int[] sorted(double[] values, int from) {
    double[] sizes = new double[length];
    for (int i = 0; i < length; i++) {
      sizes[i] = Math.abs(values[from + i]);
    }
    Arrays.sort(sizes);
    int[] seen = new int[length];
    for (int i = 0; i < length; i++) {
      int first = first(sizes, Math.abs(values[from + i]));
      ranks[i] = first + seen[first]++;
    }
    return ranks;
  }

  /** Returns where the first of some equal numbers is. */
  private static int first(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
