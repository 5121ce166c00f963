package org.stockpot.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Against sorting. */
final class OrderStatisticsTest {

  private static final int FIT = 1000;
  private static final long[] RANKS = {0, 7, 2000, 4099};

  private static int readings(double[] numbers, long... ranks) {
    OrderStatistics statistics = new OrderStatistics(n -> ranks.clone(), FIT);
    int readings = 0;
    while (statistics.reads()) {
      readings++;
      statistics.add(numbers);
    }
    Arrays.sort(numbers);
    assertEquals(ranks.length, statistics.count());
    for (int i = 0; i < ranks.length; i++) {
      assertEquals(numbers[(int) ranks[i]], statistics.value(i));
    }
    return readings;
  }

  private static double[] drawn(int count, DoubleSupplier draw) {
    return DoubleStream.generate(draw).limit(count).toArray();
  }

  @Test
  void fewNumbersTakeOneReading() {
    assertEquals(1, readings(new double[] {3, -1, 2, 2, 0, 1e-300, -1e300}, 0, 1, 2, 5, 6));
    assertEquals(1, readings(new double[] {5}));
  }

  @Test
  void manyNumbersTakeTwo() {
    Random random = new Random(1);
    assertEquals(2, readings(drawn(4100, random::nextGaussian), RANKS));
  }

  @Test
  void numbersThatShareTheirLeadingBitsTakeMore() {
    Random random = new Random(1);
    assertEquals(1, readings(drawn(4100, () -> 0), RANKS));
    assertEquals(2, readings(drawn(4100, () -> random.nextInt(4) == 0 ? 1 : 0), RANKS));
    assertEquals(3, readings(drawn(4100, () -> 1 + 1e-6 * random.nextDouble()), RANKS));
  }
}
