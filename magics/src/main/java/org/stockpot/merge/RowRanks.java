package org.stockpot.merge;

import java.util.Arrays;

/**
 * Ranks of the magnitudes of a row, from the smallest at 0; of equal ones the later has the higher
 * rank. Magnitudes are put into as many bins of equal width as there are, and sorted bin by bin,
 * which takes a time that grows with the row; where one bin gets most, all are sorted.
 */
final class RowRanks {

  /** More in a bin are sorted together with all others. */
  private static final int CROWD = 32;

  private final int length;
  private final int[] bins;
  private final int[] ends;
  private final int[] order;
  private final int[] ranks;

  RowRanks(int length) {
    this.length = length;
    bins = new int[length];
    ends = new int[length];
    order = new int[length];
    ranks = new int[length];
  }

  /** Returns the ranks of the row that begins at a place, in an array that the next call uses. */
  int[] of(double[] values, int from) {
    double most = 0;
    for (int i = 0; i < length; i++) {
      most = Math.max(most, Math.abs(values[from + i]));
    }
    double scale = (length - 1) / most;
    if (!(scale < Double.POSITIVE_INFINITY) || fill(values, from, scale) > CROWD) {
      return sorted(values, from);
    }
    for (int i = length - 1; i >= 0; i--) {
      order[--ends[bins[i]]] = i;
    }
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
    for (int k = 0; k < length; k++) {
      ranks[order[k]] = k;
    }
    return ranks;
  }

  /** Fills bins, and returns how many the fullest has. */
  private int fill(double[] values, int from, double scale) {
    Arrays.fill(ends, 0);
    for (int i = 0; i < length; i++) {
      bins[i] = (int) Math.min(length - 1, Math.abs(values[from + i]) * scale);
      ends[bins[i]]++;
    }
    int fullest = ends[0];
    for (int b = 1; b < length; b++) {
      fullest = Math.max(fullest, ends[b]);
      ends[b] += ends[b - 1];
    }
    return fullest;
  }

  private int[] sorted(double[] values, int from) {
    double[] sizes = new double[length];
    for (int i = 0; i < length; i++) {
      sizes[i] = Math.abs(values[from + i]);
    }
    Arrays.sort(sizes);
    Arrays.fill(bins, 0);
    for (int i = 0; i < length; i++) {
      int first = first(sizes, Math.abs(values[from + i]));
      ranks[i] = first + bins[first]++;
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
