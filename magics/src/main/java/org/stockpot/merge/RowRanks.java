package org.stockpot.merge;

import java.util.Arrays;

/**
 * Ranks of the magnitudes of a row, from the smallest at 0; of equal ones the later has the higher
 * rank. Magnitudes are put into bins by their exponents and first digits, and sorted bin by bin,
 * which takes a time that grows with the row unless one bin gets many.
 */
final class RowRanks {

  /** Digits behind the exponent that tell bins apart. */
  private static final int DIGITS = 6;

  /** Bins of 31 exponents, one of all below and one of zeros. */
  private static final int BINS = (31 << DIGITS) + 2;

  /** More in a bin are not sorted one by one. */
  private static final int CROWD = 32;

  /** Bits of a place, which stand behind the digits that are not known of a bin. */
  private static final int PLACE = 11 + DIGITS;

  private final int length;
  private final int[] bins;
  private final int[] ends = new int[BINS];
  private final int[] order;
  private final int[] ranks;

  RowRanks(int length) {
    this.length = length;
    bins = new int[length];
    order = new int[length];
    ranks = new int[length];
  }

  /** Returns the ranks of the row that begins at a place, in an array that the next call uses. */
  int[] of(double[] values, int from) {
    fill(values, from);
    if (ends[1] - ends[0] > CROWD || length > 1 << PLACE) {
      return sorted(values, from);
    }
    for (int i = length - 1; i >= 0; i--) {
      order[--ends[bins[i]]] = i;
    }
    for (int b = 2; b < BINS; b++) {
      int end = b + 1 < BINS ? ends[b + 1] : length;
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
      keys[k] = Double.doubleToRawLongBits(values[from + place]) << (PLACE + 1) >>> 1 | place;
    }
    Arrays.sort(keys);
    for (int k = 0; k < keys.length; k++) {
      order[start + k] = (int) keys[k] & ((1 << PLACE) - 1);
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
      bins[i] = values[from + i] == 0 ? 0 : (int) Math.max(1, BINS - 1 - below);
      ends[bins[i]]++;
    }
    for (int b = 1; b < BINS; b++) {
      ends[b] += ends[b - 1];
    }
  }

  /** Returns exponent and first digits of a magnitude. */
  private static long head(double value) {
    return (Double.doubleToRawLongBits(value) & Long.MAX_VALUE) >>> (52 - DIGITS);
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
