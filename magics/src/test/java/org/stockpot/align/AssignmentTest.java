package org.stockpot.align;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AssignmentTest {

  private static double[][] drawn(int n, Random random, int values) {
    double[][] gains = new double[n][n];
    for (double[] row : gains) {
      Arrays.setAll(row, j -> values == 0 ? random.nextGaussian() : random.nextInt(values));
    }
    return gains;
  }

  private static double total(double[][] gains, int... permutation) {
    assertEquals(gains.length, Arrays.stream(permutation).distinct().count());
    return IntStream.range(0, gains.length).mapToDouble(i -> gains[i][permutation[i]]).sum();
  }

  private static double best(double[][] gains, int row, int taken) {
    if (row == gains.length) {
      return 0;
    }
    double best = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < gains.length; j++) {
      if (((taken >> j) & 1) == 0) {
        best = Math.max(best, gains[row][j] + best(gains, row + 1, taken | (1 << j)));
      }
    }
    return best;
  }

  @Test
  void smallProblemsAreSolvedAsByTryingAll() {
    Random random = new Random(1);
    for (int trial = 0; trial < 300; trial++) {
      double[][] gains = drawn(1 + trial % 7, random, trial % 3 == 0 ? 3 : 0);
      assertEquals(best(gains, 0, 0), total(gains, Assignment.of(gains)), 1e-12);
    }
  }

  /** By the auction algorithm: with bids of at least e it is within n e of the best. */
  private static double auction(double[][] gains, double e) {
    int n = gains.length;
    double[] prices = new double[n];
    int[] owner = new int[n];
    int[] held = new int[n];
    Arrays.fill(owner, -1);
    Arrays.fill(held, -1);
    for (int free = 0;
        free >= 0;
        free = IntStream.range(0, n).filter(i -> held[i] < 0).findFirst().orElse(-1)) {
      int best = -1;
      double first = Double.NEGATIVE_INFINITY;
      double second = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < n; j++) {
        double value = gains[free][j] - prices[j];
        if (value > first) {
          second = first;
          first = value;
          best = j;
        } else {
          second = Math.max(second, value);
        }
      }
      prices[best] += first - second + e;
      if (owner[best] >= 0) {
        held[owner[best]] = -1;
      }
      owner[best] = free;
      held[free] = best;
    }
    return total(gains, held);
  }

  @Test
  void largerOnesAsByAnotherMethod() {
    Random random = new Random(2);
    for (int n : new int[] {10, 40, 90}) {
      double[][] gains = drawn(n, random, 0);
      double own = total(gains, Assignment.of(gains));
      double other = auction(gains, 1e-4 / n);
      assertTrue(own >= other - 1e-9 && own <= other + 2e-4, own + " and " + other);
    }
  }

  /** Prices of a problem before must not spoil the next. */
  @Test
  void oneSolverSolvesManyProblems() {
    Random random = new Random(3);
    Assignment solver = new Assignment(6);
    for (int trial = 0; trial < 50; trial++) {
      double[][] gains = drawn(6, random, trial % 2 == 0 ? 4 : 0);
      assertEquals(best(gains, 0, 0), total(gains, solver.maximise(gains)), 1e-12);
    }
  }

  @Test
  void oneUnitHasOnePlace() {
    assertArrayEquals(new int[] {0}, Assignment.of(new double[][] {{-5}}));
  }
}
