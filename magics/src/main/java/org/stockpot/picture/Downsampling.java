package org.stockpot.picture;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/** Leaves out points of long traces that cannot be told apart in a static picture. */
final class Downsampling {

  /** Traces with at most so many points are drawn in full. */
  static final int MOST = 2000;

  private Downsampling() {}

  /**
   * Returns which points of a line to draw: of those that follow one another in one column of
   * pixels the first, the lowest, the highest and the last, and every gap.
   */
  static int[] line(double[] x, double[] y) {
    int[] all = IntStream.range(0, x.length).toArray();
    if (all.length <= MOST) {
      return all;
    }
    IntStream.Builder kept = IntStream.builder();
    int begin = 0;
    while (begin < x.length) {
      int end = begin + 1;
      while (end < x.length && Math.floor(x[end]) == Math.floor(x[begin])) {
        end++;
      }
      ends(y, begin, end).forEach(kept);
      begin = end;
    }
    return stride(kept.build().toArray(), 4 * MOST);
  }

  private static IntStream ends(double[] y, int begin, int end) {
    int low = begin;
    int high = begin;
    for (int i = begin; i < end; i++) {
      if (Double.isNaN(y[i])) {
        return IntStream.range(begin, end);
      }
      low = y[i] < y[low] ? i : low;
      high = y[i] > y[high] ? i : high;
    }
    return IntStream.of(begin, low, high, end - 1).sorted().distinct();
  }

  /** Returns which of many markers to draw: one for each spot, and at most {@link #MOST}. */
  static int[] spots(double[] x, double[] y) {
    Set<Long> taken = new HashSet<>();
    int[] seen =
        IntStream.range(0, x.length)
            .filter(i -> Double.isFinite(x[i]) && Double.isFinite(y[i]))
            .filter(i -> x.length <= MOST || taken.add(spot(x[i]) * 100_003 + spot(y[i])))
            .toArray();
    return stride(seen, MOST);
  }

  private static long spot(double pixel) {
    return Math.round(pixel);
  }

  private static int[] stride(int[] points, int most) {
    if (points.length <= most) {
      return points;
    }
    int step = (points.length + most - 1) / most;
    return Arrays.stream(points).filter(i -> i % step == 0).toArray();
  }
}
