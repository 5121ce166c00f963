package org.stockpot.data.split;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ShuffleTest {

  /** From a second implementation, in Python's unbounded integers. */
  @Test
  void ordersAreThoseOfTheDocumentedAlgorithm() {
    assertArrayEquals(new int[] {5, 6, 1, 4, 8, 3, 2, 9, 0, 7}, Shuffle.order(10, 0));
    assertArrayEquals(new int[] {6, 0, 1, 9, 5, 4, 8, 7, 3, 2}, Shuffle.order(10, 1));
    assertArrayEquals(new int[] {5, 0, 1, 9, 2, 6, 3, 4, 7, 8}, Shuffle.order(10, -1));
  }

  @Test
  void ordersArePermutations() {
    for (int n : new int[] {0, 1, 2, 3, 1000}) {
      int[] order = Shuffle.order(n, n);
      assertArrayEquals(IntStream.range(0, n).toArray(), Arrays.stream(order).sorted().toArray());
    }
  }

  @Test
  void allOrdersOfThreeAreEquallyFrequent() {
    int[] counts = new int[27];
    for (int seed = 0; seed < 60_000; seed++) {
      int[] order = Shuffle.order(3, seed);
      counts[9 * order[0] + 3 * order[1] + order[2]]++;
    }
    int[] frequent = Arrays.stream(counts).filter(c -> c > 0).toArray();
    assertEquals(6, frequent.length);
    for (int count : frequent) {
      assertEquals(10_000, count, 400);
    }
  }
}
