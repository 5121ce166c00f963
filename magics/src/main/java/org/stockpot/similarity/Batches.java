package org.stockpot.similarity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.stockpot.task.Seeds;

/** Which examples dependence is estimated from at once. */
final class Batches {

  /** How many examples are taken whole. */
  static final int WHOLE = 2048;

  /** How many a batch has at least, of more. */
  static final int SIZE = 512;

  private Batches() {}

  /**
   * Returns all examples as one batch, or else in random batches, as data may be sorted by class,
   * of equal sizes but for one example.
   */
  static List<int[]> of(int examples, long seed) {
    int[] order = Seeds.permutation(examples, seed);
    int count = examples <= WHOLE ? 1 : examples / SIZE;
    List<int[]> batches = new ArrayList<>();
    for (int b = 0; b < count; b++) {
      int from = (int) ((long) b * examples / count);
      batches.add(Arrays.copyOfRange(order, from, (int) ((b + 1L) * examples / count)));
    }
    return batches;
  }
}
