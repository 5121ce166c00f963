package org.stockpot.report;

import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/** Counts of kept weights by the logarithm of their magnitude. */
record Magnitudes(double low, double high) {

  private static final int BINS = 60;

  /** Returns bins over five decades below the largest kept magnitude of a point. */
  static Magnitudes spanning(Point point, Mask mask) {
    double largest = Double.MIN_NORMAL;
    for (Slot slot : point.layout().slots()) {
      for (int i = slot.offset(); slot.role().isPrunable() && i < slot.end(); i++) {
        largest = mask.keeps(i) ? Math.max(largest, Math.abs(point.at(i))) : largest;
      }
    }
    double high = Math.log10(largest);
    return new Magnitudes(high - 5, high);
  }

  double[] centres() {
    double[] centres = new double[BINS];
    for (int b = 0; b < BINS; b++) {
      centres[b] = Math.pow(10, low + (b + 0.5) * (high - low) / BINS);
    }
    return centres;
  }

  /** Counts the kept weights per bin; smaller ones fall into the first, larger into the last. */
  double[] count(Point point, Mask mask) {
    double[] counts = new double[BINS];
    for (Slot slot : point.layout().slots()) {
      for (int i = slot.offset(); slot.role().isPrunable() && i < slot.end(); i++) {
        if (mask.keeps(i)) {
          double place = (Math.log10(Math.abs(point.at(i))) - low) / (high - low) * BINS;
          counts[(int) Math.max(0, Math.min(BINS - 1, Math.floor(place)))]++;
        }
      }
    }
    return counts;
  }
}
