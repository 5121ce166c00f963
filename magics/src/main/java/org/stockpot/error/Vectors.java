package org.stockpot.error;

/** Lengths of vectors. */
final class Vectors {

  private Vectors() {}

  static double norm(double[] a) {
    double norm = 0;
    for (double value : a) {
      norm = Math.hypot(norm, value);
    }
    return norm;
  }

  static double distance(double[] a, double[] b) {
    double distance = 0;
    for (int i = 0; i < a.length; i++) {
      distance = Math.hypot(distance, a[i] - b[i]);
    }
    return distance;
  }
}
