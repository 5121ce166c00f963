package org.stockpot.study.robustness;

import java.util.Arrays;

/** How confident a classifier is, against how often it is right. */
final class Calibration {

  private final int[] counts;
  private final double[] confidences;
  private final int[] right;

  /** Has seen no example yet. */
  Calibration(int bins) {
    counts = new int[bins];
    confidences = new double[bins];
    right = new int[bins];
  }

  /** Adds an example by the probabilities of its classes; of equals the first is predicted. */
  void add(int label, double... probabilities) {
    int predicted = 0;
    for (int k = 1; k < probabilities.length; k++) {
      predicted = probabilities[k] > probabilities[predicted] ? k : predicted;
    }
    double confidence = probabilities[predicted];
    // Bins are (0, 1/m], (1/m, 2/m], …, as in the paper.
    int bin = (int) Math.ceil(confidence * counts.length) - 1;
    bin = Math.max(0, Math.min(counts.length - 1, bin));
    counts[bin]++;
    confidences[bin] += confidence;
    right[bin] += predicted == label ? 1 : 0;
  }

  /**
   * Returns the expected calibration error {@code sum_b n_b / N |right_b / n_b - confidence_b|}
   * over bins of equal width: Guo et al., "On Calibration of Modern Neural Networks", ICML 2017,
   * §2, eq. 3.
   */
  double error() {
    double sum = 0;
    for (int b = 0; b < counts.length; b++) {
      sum += Math.abs(right[b] - confidences[b]);
    }
    return sum / Arrays.stream(counts).sum();
  }
}
