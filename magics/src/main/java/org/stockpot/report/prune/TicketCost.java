package org.stockpot.report.prune;

import java.util.Arrays;
import org.stockpot.task.Objective;
import org.stockpot.text.Numbers;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** What a ticket saves, and what it does not: memory, but no time in dense matrix products. */
final class TicketCost {

  private static final int REPETITIONS = 5;

  /** Times that differ by a smaller share are the same: so much they vary on an idle machine. */
  private static final double ALIKE = 0.2;

  private TicketCost() {}

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
    return latency(median(densely), median(sparsely));
  }

  /**
   * Says what was measured: a ticket that is about as fast, as dense products skip no zeros, or
   * what the measurement shows instead.
   */
  static String latency(double dense, double ticket) {
    double ratio = ticket / dense;
    return "Scoring the test examples takes "
        + Numbers.significant(dense, 2)
        + " ms with the dense network and "
        + Numbers.significant(ticket, 2)
        + " ms with the ticket, the median of "
        + REPETITIONS
        + ": "
        + (ratio > 1 + ALIKE
            ? "the ticket is slower"
            : ratio < 1 - ALIKE ? "the ticket is faster" : "the same")
        + (Math.abs(ratio - 1) > ALIKE
            ? " by more than such times vary, although dense matrix products do not skip single zeros."
            : " within what such times vary, as dense matrix products do not skip single zeros.");
  }

  private static double milliseconds(Objective test, Point point) {
    long start = System.nanoTime();
    test.score(point);
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[REPETITIONS / 2];
  }
}
