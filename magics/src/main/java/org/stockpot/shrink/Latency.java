package org.stockpot.shrink;

import java.util.Arrays;

/**
 * How long a network takes for some examples: the median of repeated passes, with its 95 % interval
 * from their order: of n passes those at places {@code n/2 ∓ 0.98 √n}.
 *
 * @param examples how many at once
 * @param passes n
 * @param median seconds of a pass
 * @param low the lower end of the interval
 * @param high its upper end
 */
public record Latency(int examples, int passes, double median, double low, double high) {

  private static final double HALF_WIDTH = 0.98;

  static Latency of(int examples, double... seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    int wide = (int) Math.ceil(HALF_WIDTH * Math.sqrt(n));
    return new Latency(
        examples,
        n,
        (sorted[(n - 1) / 2] + sorted[n / 2]) / 2,
        sorted[Math.max(0, n / 2 - wide)],
        sorted[Math.min(n - 1, n / 2 + wide)]);
  }
}
