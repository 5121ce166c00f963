package org.stockpot.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Seconds of repeated work, and the accuracy it reached. */
final class Timings {

  private final List<Double> seconds = new ArrayList<>();
  private double accuracy = Double.NaN;

  void add(double time, double reached) {
    seconds.add(time);
    accuracy = reached;
  }

  boolean isEmpty() {
    return seconds.isEmpty();
  }

  double accuracy() {
    return accuracy;
  }

  double median() {
    List<Double> sorted = new ArrayList<>(seconds);
    Collections.sort(sorted);
    int n = sorted.size();
    return n == 0 ? Double.NaN : (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
  }

  /** Returns these times by those of other work in the same runs. */
  Timings ratioTo(Timings other) {
    Timings ratios = new Timings();
    for (int i = 0; i < seconds.size(); i++) {
      ratios.add(seconds.get(i) / other.seconds.get(i), Double.NaN);
    }
    return ratios;
  }

  /** Returns the median with the range in brackets. */
  @Override
  public String toString() {
    return isEmpty()
        ? "-"
        : String.format(
            Locale.ROOT,
            "%.3f (%.3f-%.3f)",
            median(),
            Collections.min(seconds),
            Collections.max(seconds));
  }
}
