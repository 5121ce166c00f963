package org.stockpot.benchmark;

import static org.stockpot.dense.ProductWork.seconds;

/**
 * What the hardware allows: matrix products alone, in the library that everything runs on, and
 * memory read once.
 */
final class Limits {

  private static final int REPEATS = 7;

  private final int cores = Runtime.getRuntime().availableProcessors();

  /** Returns the seconds of one LeNet-300-100 step of 60 examples on all cores. */
  double step() {
    double forward = seconds(60, 784, 300) + seconds(60, 300, 100) + seconds(60, 100, 10);
    double weights = seconds(300, 60, 784) + seconds(100, 60, 300) + seconds(10, 60, 100);
    double inputs = seconds(60, 100, 300) + seconds(60, 10, 100);
    return (forward + weights + inputs) / cores;
  }

  /** Returns the seconds of scoring blends of points on all cores. */
  double blends(int points, int blends, int examples) {
    double first = seconds(1000, 784, 300);
    double rest = seconds(1000, 300, 100) + seconds(1000, 100, 10);
    return (points * first + blends * rest) * examples / 1000 / cores;
  }

  /** Returns the seconds of reading some floats once, on one core. */
  static double read(int floats) {
    float[] values = new float[floats];
    float[] copy = new float[floats];
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < REPEATS; i++) {
      long began = System.nanoTime();
      System.arraycopy(values, 0, copy, 0, floats);
      best = Math.min(best, (System.nanoTime() - began) / 1e9);
    }
    return best / 2;
  }
}
