package org.stockpot.merge;

import java.util.Arrays;

/** The factors by which vectors are added up, and what a user must know of them. */
final class Combination {

  private final double[] factors;
  private final String note;

  /** Makes it of a factor for each vector and a note, which is empty if there is nothing to say. */
  Combination(double[] factors, String note) {
    this.factors = factors;
    this.note = note;
  }

  static Combination of(double... factors) {
    return new Combination(factors, "");
  }

  double[] factors() {
    return factors;
  }

  String note() {
    return note;
  }

  /** Returns shares that sum to 1. */
  static double[] shares(double[] weights) {
    double total = Arrays.stream(weights).sum();
    if (total == 0) {
      throw new IllegalArgumentException(
          "the weights of a mean must not sum to 0, got " + Arrays.toString(weights));
    }
    return Arrays.stream(weights).map(c -> c / total).toArray();
  }
}
