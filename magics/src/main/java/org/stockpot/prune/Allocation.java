package org.stockpot.prune;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Shares out a number of kept weights: group i gets {@code clamp(ε a_i, least_i, most_i)} with the
 * ε at which all together get the total, in whole numbers by largest remainders, ties to the lower
 * index. What a group at its cap cannot take goes to the others.
 */
final class Allocation {

  private static final int HALVINGS = 200;

  private final double[] proportions;
  private final int[] least;
  private final int[] most;

  Allocation(double[] proportions, int[] least, int[] most) {
    this.proportions = proportions;
    this.least = least;
    this.most = most;
  }

  /** Returns the whole numbers, whose sum is the total; it must lie between the bounds' sums. */
  int[] of(int total) {
    double low = 0;
    double high =
        IntStream.range(0, most.length).mapToDouble(i -> most[i] / proportions[i]).max().orElse(0);
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      double sum = IntStream.range(0, most.length).mapToDouble(g -> share(g, middle)).sum();
      if (sum <= total) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double epsilon = low;
    int[] counts =
        IntStream.range(0, most.length).map(i -> (int) Math.floor(share(i, epsilon))).toArray();
    int missing = total - IntStream.of(counts).sum();
    IntStream.range(0, most.length)
        .filter(i -> counts[i] < most[i])
        .boxed()
        .sorted(Comparator.comparingDouble(i -> counts[i] - share(i, epsilon)))
        .limit(missing)
        .forEach(i -> counts[i]++);
    return counts;
  }

  private double share(int group, double epsilon) {
    return Math.max(least[group], Math.min(most[group], epsilon * proportions[group]));
  }
}
