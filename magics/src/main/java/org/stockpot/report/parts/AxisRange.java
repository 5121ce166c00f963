package org.stockpot.report.parts;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** How far an axis reaches whose values lie within bounds. */
final class AxisRange {

  /** The share of the values' range that is left free on both sides. */
  private static final double ROOM = 0.06;

  /** Values that are all the same get as much room, as a share of themselves. */
  private static final double ALIKE = 0.1;

  private static final int MOST_TICKS = 9;

  private double least = Double.NEGATIVE_INFINITY;
  private double most = Double.POSITIVE_INFINITY;
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;

  /** Sets what no value can lie beyond. */
  void within(double from, double to) {
    least = from;
    most = to;
  }

  /** Makes room for values. */
  void see(double[] values) {
    for (double value : Arrays.stream(values).filter(Double::isFinite).toArray()) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }

  /** Returns both ends; empty if there are no bounds, or nothing was seen. */
  Optional<double[]> range() {
    boolean bounded = Double.isFinite(least) || Double.isFinite(most);
    if (!bounded || low > high) {
      return Optional.empty();
    }
    double room = high > low ? ROOM * (high - low) : ALIKE * Math.max(Math.abs(high), 1);
    double from = Math.max(low - room, Math.min(least, low));
    double to = Math.min(high + room, Math.max(most, high));
    return Optional.of(new double[] {from, to});
  }

  /** Returns every so many places, so that at most nine are left. */
  static double[] ticks(double... places) {
    int every = (places.length + MOST_TICKS - 1) / MOST_TICKS;
    return IntStream.range(0, places.length)
        .filter(i -> i % every == 0)
        .mapToDouble(i -> places[i])
        .toArray();
  }
}
