package org.stockpot.picture;

import java.util.Arrays;

/** Samples as a box plot has them: quartiles, the reach of the whiskers, and what lies beyond. */
final class FiveNumberSummary {

  /** The lowest sample at most 1.5 box heights below the box. */
  final double low;

  /** The first quartile. */
  final double first;

  /** The median. */
  final double median;

  /** The third quartile. */
  final double third;

  /** The highest sample at most 1.5 box heights above the box. */
  final double high;

  /** The samples outside the whiskers. */
  final double[] beyond;

  private FiveNumberSummary(double[] sorted) {
    first = quantile(sorted, 0.25);
    median = quantile(sorted, 0.5);
    third = quantile(sorted, 0.75);
    double reach = 1.5 * (third - first);
    double[] inside =
        Arrays.stream(sorted).filter(v -> v >= first - reach && v <= third + reach).toArray();
    low = inside[0];
    high = inside[inside.length - 1];
    beyond = Arrays.stream(sorted).filter(v -> v < low || v > high).toArray();
  }

  /** Returns the numbers of sorted samples, of which there must be one at least. */
  static FiveNumberSummary of(double[] sorted) {
    return new FiveNumberSummary(sorted);
  }

  /** Returns a quantile between samples, each of which stands for the middle of its part. */
  private static double quantile(double[] sorted, double part) {
    double place = Math.max(0, Math.min(sorted.length - 1, part * sorted.length - 0.5));
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
