package org.stockpot.report;

import java.util.Arrays;
import org.stockpot.task.Objective;
import org.stockpot.text.Numbers;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** What a ticket saves, and what it does not: memory, but no time in dense matrix products. */
final class Footprint {

  private static final int REPETITIONS = 5;

  private Footprint() {}

  /**
   * Says what a mask saves: the kept parameters as floats with one bit for each prunable weight,
   * instead of all parameters as floats.
   */
  static String bytes(Mask mask) {
    Layout layout = mask.layout();
    long dense = 4L * layout.size();
    long sparse = dense - 4L * mask.pruned() + (layout.prunable() + 7L) / 8;
    return "The last ticket takes "
        + Numbers.bytes(sparse)
        + " packed (a bit per weight and the kept floats) instead of "
        + Numbers.bytes(dense)
        + " dense.";
  }

  /** Says how long scoring takes, the median of five, the points taking turns. */
  static String latency(Objective test, Point dense, Point ticket) {
    double[] densely = new double[REPETITIONS];
    double[] sparsely = new double[REPETITIONS];
    for (int i = 0; i < REPETITIONS; i++) {
      densely[i] = milliseconds(test, dense);
      sparsely[i] = milliseconds(test, ticket);
    }
    return "Scoring the test examples takes "
        + median(densely)
        + " ms with the dense network and "
        + median(sparsely)
        + " ms with the ticket: dense matrix products do not skip single zeros.";
  }

  private static double milliseconds(Objective test, Point point) {
    long start = System.nanoTime();
    test.score(point);
    return (System.nanoTime() - start) / 1e6;
  }

  private static String median(double[] values) {
    Arrays.sort(values);
    return Numbers.significant(values[REPETITIONS / 2], 2);
  }
}
