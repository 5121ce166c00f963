package org.stockpot.error;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.stockpot.task.analysis.ParameterBox;

/**
 * Whether lines through a box show that a function jumps, or is noise. On each line between two
 * random places the largest change between neighbours is halved, always following the larger half:
 * what is continuous changes less and less, a jump stays. Lines can miss what is small, so that a
 * function without a jump here is one of which none was found.
 */
final class Jumps {

  /** How many lines are looked along. */
  static final int LINES = 8;

  private static final int PLACES = 16;
  private static final int HALVINGS = 24;
  private static final double LEFT = 0.2;
  private static final double LEAST = 1e-9;

  private Jumps() {}

  static boolean areFound(ErrorFunction function, ParameterBox box) {
    SplittableRandom random = new SplittableRandom(1);
    for (int line = 0; line < LINES; line++) {
      double[] from = box.draw(random);
      double[] to = box.draw(random);
      if (stays(t -> function.error(between(from, to, t)))) {
        return true;
      }
    }
    return false;
  }

  private static double[] between(double[] from, double[] to, double t) {
    double[] there = new double[from.length];
    for (int i = 0; i < there.length; i++) {
      there[i] = from[i] + t * (to[i] - from[i]);
    }
    return there;
  }

  /** Returns whether the largest change between neighbours stays however near they are. */
  private static boolean stays(DoubleUnaryOperator f) {
    double low = 0;
    double atLow = f.applyAsDouble(0);
    double atHigh = atLow;
    double highest = Math.abs(atLow);
    double before = atLow;
    for (int i = 1; i <= PLACES; i++) {
      double value = f.applyAsDouble((double) i / PLACES);
      highest = Math.max(highest, Math.abs(value));
      if (Math.abs(value - before) > Math.abs(atHigh - atLow)) {
        low = (i - 1.0) / PLACES;
        atLow = before;
        atHigh = value;
      }
      before = value;
    }
    double first = Math.abs(atHigh - atLow);
    double step = 1.0 / PLACES;
    for (int i = 0; i < HALVINGS; i++) {
      step /= 2;
      double value = f.applyAsDouble(low + step);
      if (Math.abs(value - atLow) > Math.abs(atHigh - value)) {
        atHigh = value;
      } else {
        low += step;
        atLow = value;
      }
    }
    return !Double.isFinite(highest)
        || (first > LEAST * highest && Math.abs(atHigh - atLow) > LEFT * first);
  }
}
