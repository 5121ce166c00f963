package org.stockpot.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.stockpot.text.Numbers;

/** Places of an axis that carry a label. */
final class Ticks {

  /** One place. */
  record Tick(double at, String label) {}

  private static final String[] LARGE = {"", "k", "M", "B", "T"};

  private Ticks() {}

  /** Returns the nice step (1, 2 or 5 times a power of ten) that gives at most so many ticks. */
  static double step(double span, int most) {
    double rough = span / Math.max(1, most);
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (int factor : new int[] {1, 2, 5}) {
      if (factor * power >= rough * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** Returns ticks at nice numbers between two ends. */
  static List<Tick> linear(double low, double high, int most) {
    double step = step(high - low, most);
    return every(step, 0, low, high, label(step, Math.max(Math.abs(low), Math.abs(high))));
  }

  /** Returns ticks at whole steps from a start. */
  static List<Tick> every(
      double step, double start, double low, double high, DoubleFunction<String> label) {
    List<Tick> ticks = new ArrayList<>();
    double slack = step * 1e-6;
    long first = (long) Math.ceil((low - start - slack) / step);
    for (long i = first; start + i * step <= high + slack && ticks.size() < 200; i++) {
      double at = start + i * step;
      ticks.add(new Tick(at, label.apply(Math.abs(at) < slack ? 0 : at)));
    }
    return ticks;
  }

  /** Returns how to write the numbers of an axis of which the largest and the step are known. */
  static DoubleFunction<String> label(double step, double largest) {
    int decimals = decimals(step);
    if (largest < 1e-3 || largest >= 1e15) {
      return v -> Numbers.significant(v, 4);
    }
    if (largest < 1e4) {
      return v -> Numbers.fixed(v, decimals);
    }
    int thousands = Math.min(LARGE.length - 1, (int) (Math.log10(largest) / 3));
    double unit = Math.pow(1000, thousands);
    return v -> v == 0 ? "0" : Numbers.fixed(v / unit, decimals(step / unit)) + LARGE[thousands];
  }

  private static int decimals(double step) {
    int decimals = 0;
    while (decimals < 9 && Math.abs(step - Math.rint(step)) > step * 1e-6) {
      step *= 10;
      decimals++;
    }
    return decimals;
  }

  /** Returns ticks between two decimal logarithms. */
  static List<Tick> log(double low, double high, int most) {
    if (high - low < 0.75) {
      return withinDecade(low, high, most);
    }
    List<Tick> ticks = new ArrayList<>();
    int step = Math.max(1, (int) Math.ceil((high - low) / most));
    for (int power = (int) Math.ceil(low - 1e-9); power <= high + 1e-9; power++) {
      if (Math.floorMod(power, step) == 0) {
        ticks.add(new Tick(power, TextMetrics.powerOfTen(power)));
      }
    }
    if (3 * (high - low) <= most && high - low < 4) {
      between(ticks, low, high);
    }
    return ticks;
  }

  private static void between(List<Tick> ticks, double low, double high) {
    for (int power = (int) Math.floor(low); power <= high; power++) {
      for (int factor : new int[] {2, 5}) {
        double at = power + Math.log10(factor);
        if (at >= low && at <= high) {
          ticks.add(new Tick(at, Numbers.significant(factor * Math.pow(10, power), 1)));
        }
      }
    }
  }

  private static List<Tick> withinDecade(double low, double high, int most) {
    return linear(Math.pow(10, low), Math.pow(10, high), most).stream()
        .filter(tick -> tick.at() > 0)
        .map(tick -> new Tick(Math.log10(tick.at()), tick.label()))
        .toList();
  }

  /** Returns a tick for each category, or for every other, third … where they would be too many. */
  static List<Tick> categories(List<String> labels, double low, double high, int most) {
    int every = Math.max(1, (int) Math.ceil((high - low) / Math.max(1, most)));
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < labels.size(); i += every) {
      if (i >= low && i <= high) {
        ticks.add(
            new Tick(
                i, TextMetrics.fit(String.join(" ", TextMetrics.lines(labels.get(i))), 12, 150)));
      }
    }
    return ticks;
  }
}
