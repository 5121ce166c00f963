package org.stockpot.merge;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stockpot.weights.MergeChunk;

/** Keeps entries whose magnitudes lie between two of given ranks, both included. */
final class KeepBetween implements Keeping {

  private final OrderStatistics[] magnitudes;

  KeepBetween(int members, double gamma, double density) {
    magnitudes =
        IntStream.range(0, members)
            .mapToObj(m -> new OrderStatistics(n -> ranks(n, gamma, density)))
            .toArray(OrderStatistics[]::new);
  }

  /** Returns the rank of the least that stays, and of the largest if that is not the last. */
  private static long[] ranks(long n, double gamma, double density) {
    long outliers = share(gamma, n);
    long stay = Math.min(share(density, n), n - outliers);
    if (stay == 0) {
      return new long[0];
    }
    long least = n - outliers - stay;
    return outliers == 0 ? new long[] {least} : new long[] {least, n - outliers - 1};
  }

  /** Returns ⌊share · n⌋ for a decimal share, whose double may lie a little below. */
  static long share(double share, long n) {
    return (long) Math.floor(share * n * (1 + 1e-14));
  }

  @Override
  public boolean reads() {
    return Stream.of(magnitudes).filter(OrderStatistics::reads).count() > 0;
  }

  @Override
  public void read(int member, MergeChunk chunk, double[] tau) {
    for (int i = 0; i < tau.length; i++) {
      tau[i] = Math.abs(tau[i]);
    }
    magnitudes[member].add(tau);
  }

  @Override
  public void keep(int member, MergeChunk chunk, double[] tau) {
    OrderStatistics sizes = magnitudes[member];
    double least = sizes.count() == 0 ? Double.POSITIVE_INFINITY : sizes.value(0);
    double below = Math.nextDown(least);
    double most = sizes.count() < 2 ? Double.POSITIVE_INFINITY : sizes.value(1);
    double above = Math.nextUp(most);
    for (int i = 0; i < tau.length; i++) {
      double size = Math.abs(tau[i]);
      double inside = Vectors.whereNegative(size - above, tau[i]);
      tau[i] = Vectors.whereNegative(below - size, inside);
    }
  }
}
