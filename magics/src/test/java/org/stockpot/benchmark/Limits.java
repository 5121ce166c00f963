package org.stockpot.benchmark;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * What the hardware allows: matrix products alone, in the library that everything runs on, and
 * memory read once.
 */
final class Limits {

  private static final int REPEATS = 7;

  private final int cores = Runtime.getRuntime().availableProcessors();

  /** Returns the seconds of one LeNet-300-100 step of 60 examples on one thread. */
  double step() {
    double forward = product(60, 784, 300) + product(60, 300, 100) + product(60, 100, 10);
    double weights = product(300, 60, 784) + product(100, 60, 300) + product(10, 60, 100);
    double inputs = product(60, 100, 300) + product(60, 10, 100);
    return forward + weights + inputs;
  }

  /** Returns the seconds of scoring blends of points on all cores. */
  double blends(int points, int blends, int examples) {
    double first = product(500, 784, 300);
    double rest = product(500, 300, 100) + product(500, 100, 10);
    return (points * first + blends * rest) * examples / 500 / cores;
  }

  private static double product(int rows, int inner, int columns) {
    JniUtils.setNumThreads(1);
    double best = Double.POSITIVE_INFINITY;
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      PtNDArray a = (PtNDArray) manager.randomNormal(new Shape(rows, inner));
      PtNDArray b = (PtNDArray) manager.randomNormal(new Shape(columns, inner));
      for (int i = 0; i < REPEATS * 10; i++) {
        long began = System.nanoTime();
        NDArray c = JniUtils.linear(a, b, null);
        best = Math.min(best, (System.nanoTime() - began) / 1e9);
        c.close();
      }
    }
    return best;
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
