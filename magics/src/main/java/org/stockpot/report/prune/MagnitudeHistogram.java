package org.stockpot.report.prune;

import java.util.Arrays;
import java.util.List;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * Counts of kept weights by the logarithm of their magnitude.
 *
 * @param low the logarithm at which the first bin begins
 * @param high the logarithm at which the last one ends
 */
record MagnitudeHistogram(double low, double high) {

  private static final int BINS = 40;

  /** Weights are as good as never exactly so small, but a few are: they do not make the range. */
  private static final double TAIL = 0.005;

  /** A point and which of its weights are counted. */
  record Kept(Point point, Mask mask) {

    private double[] magnitudes() {
      double[] magnitudes = new double[point.layout().size()];
      int count = 0;
      for (Slot slot : point.layout().slots()) {
        for (int i = slot.offset(); slot.role().isPrunable() && i < slot.end(); i++) {
          if (mask.keeps(i)) {
            magnitudes[count++] = Math.abs(point.at(i));
          }
        }
      }
      return Arrays.copyOf(magnitudes, count);
    }
  }

  /** Returns bins that hold the kept magnitudes of points, but for the smallest half per cent. */
  static MagnitudeHistogram spanning(List<Kept> points) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Kept kept : points) {
      double[] sorted = Arrays.stream(kept.magnitudes()).filter(m -> m > 0).sorted().toArray();
      if (sorted.length > 0) {
        low = Math.min(low, Math.log10(sorted[(int) (TAIL * sorted.length)]));
        high = Math.max(high, Math.log10(sorted[sorted.length - 1]));
      }
    }
    boolean apart = high > low;
    return apart ? new MagnitudeHistogram(low, high) : around(Double.isFinite(low) ? low : 0);
  }

  /** Returns the decade about the one magnitude that there is. */
  private static MagnitudeHistogram around(double logarithm) {
    return new MagnitudeHistogram(logarithm - 0.5, logarithm + 0.5);
  }

  double[] centres() {
    double[] centres = new double[BINS];
    for (int b = 0; b < BINS; b++) {
      centres[b] = Math.pow(10, low + (b + 0.5) * (high - low) / BINS);
    }
    return centres;
  }

  /** Counts weights per bin; smaller ones fall into the first, larger into the last. */
  double[] count(Kept kept) {
    double[] counts = new double[BINS];
    for (double magnitude : kept.magnitudes()) {
      double place = (Math.log10(magnitude) - low) / (high - low) * BINS;
      counts[(int) Math.max(0, Math.min(BINS - 1, Math.floor(place)))]++;
    }
    return counts;
  }
}
