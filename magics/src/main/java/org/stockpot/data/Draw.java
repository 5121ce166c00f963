package org.stockpot.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which examples of a source are for training, validation and test, each in random order.
 *
 * <p>Examples fall into strata: the classes, or one stratum for numbers. Each stratum gives its
 * proportional share, rounded by largest remainder with ties to the lower stratum, so that the
 * totals are exact; a share of 0 is raised to 1 at the cost of the largest, and each stratum keeps
 * one example for training. Classes with fewer examples than parts are refused, or left to
 * training.
 */
final class Draw {

  private final int[][] drawn;

  private Draw(int[][] drawn) {
    this.drawn = drawn;
  }

  /** Draws from a source without a test set of its own. */
  static Draw of(int[] strata, Split split) {
    return of(strata, List.of(), split);
  }

  /** Draws from a source without a test set of its own; the names of strata are for messages. */
  static Draw of(int[] strata, List<String> names, Split split) {
    requireTest(split);
    Shares shares = Shares.of(strata, names, split);
    return new Draw(deal(strata, split.seed(), shares));
  }

  /** Draws from the training set of a source that has a test set as well. */
  static Draw besideTest(int[] strata, Split split) {
    if (split.test() != 0) {
      throw new IllegalArgumentException(
          "test must be 0 for data with a test set of its own, got " + split.test());
    }
    return new Draw(deal(strata, split.seed(), Shares.of(strata, List.of(), split)));
  }

  /** Returns parts that were drawn in another way. */
  static Draw of(int[] training, int[] validation, int[] test) {
    return new Draw(new int[][] {training, validation, test});
  }

  static void requireTest(Split split) {
    if (split.test() == 0) {
      throw new IllegalArgumentException(
          "test must lie in (0, 1) for data without a test set of its own, got 0");
    }
  }

  int[] training() {
    return drawn[0];
  }

  int[] validation() {
    return drawn[1];
  }

  int[] test() {
    return drawn[2];
  }

  private static int[][] deal(int[] strata, long seed, Shares shares) {
    int[] forTest = shares.test();
    int[] forValidation = shares.validation();
    IntStream.Builder[] parts = {IntStream.builder(), IntStream.builder(), IntStream.builder()};
    for (int example : Shuffle.order(strata.length, seed)) {
      int stratum = strata[example];
      if (forTest[stratum]-- > 0) {
        parts[2].add(example);
      } else if (forValidation[stratum]-- > 0) {
        parts[1].add(example);
      } else {
        parts[0].add(example);
      }
    }
    return Arrays.stream(parts).map(p -> p.build().toArray()).toArray(int[][]::new);
  }
}
