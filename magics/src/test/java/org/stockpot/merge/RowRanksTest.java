package org.stockpot.merge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RowRanksTest {

  /**
   * Spread evenly, over many exponents, from few numbers, crowded, and with zeros of both signs.
   */
  @Test
  void ranksAreThoseOfAStableSort() {
    SplittableRandom random = new SplittableRandom(1);
    List<DoubleSupplier> kinds =
        List.of(
            () -> random.nextDouble(-1, 1),
            () -> Math.exp(random.nextDouble(-300, 300)),
            () -> random.nextInt(5) - 2,
            () -> 1 + random.nextDouble() * 1e-9,
            () -> random.nextInt(3) == 0 ? -0.0 : random.nextInt(2) * random.nextDouble(),
            () -> random.nextInt(9) == 0 ? 1e300 : random.nextInt(99) * Double.MIN_VALUE);
    for (DoubleSupplier kind : kinds) {
      for (int length : new int[] {1, 2, 7, 300, 2000}) {
        double[] values = DoubleStream.generate(kind).limit(length + 3).toArray();
        Integer[] order = IntStream.range(0, length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> Math.abs(values[3 + i])));
        int[] ranks = new int[length];
        IntStream.range(0, length).forEach(k -> ranks[order[k]] = k);
        assertArrayEquals(ranks, new RowRanks(length).of(values, 3));
      }
    }
  }
}
