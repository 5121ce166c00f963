package org.stockpot.data.split;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.data.Split;

/**
 * Which examples of a source are for training, validation and test, each in random order.
 *
 * <p>Examples fall into strata: the classes, or one stratum for numbers. Each stratum gives its
 * proportional share, rounded by largest remainder with ties to the lower stratum, so that the
 * totals are exact; a share of 0 is raised to 1 at the cost of the largest, and each stratum keeps
 * one example for training. Classes with fewer examples than parts are refused, or left to
 * training.
 */
public final class SplitIndices {

  private final int[][] drawn;

  private SplitIndices(int[][] drawn) {
    this.drawn = drawn;
  }

  /**
   * Draws from a source without a test set of its own.
   *
   * @param strata the class of each example, from 0
   * @param split the shares and the seed
   * @return the examples of each part
   */
  public static SplitIndices of(int[] strata, Split split) {
    return of(strata, List.of(), split);
  }

  /**
   * Draws from a source without a test set of its own; the names of strata are for messages.
   *
   * @param strata the class of each example, from 0
   * @param names the names of the classes
   * @param split the shares and the seed
   * @return the examples of each part
   */
  public static SplitIndices of(int[] strata, List<String> names, Split split) {
    requireTest(split);
    SplitCounts shares = SplitCounts.of(strata, names, split);
    return new SplitIndices(deal(strata, split.seed(), shares));
  }

  /**
   * Draws from the training set of a source that has a test set as well.
   *
   * @param strata the class of each training example, from 0
   * @param split the shares, of which that of test is 0
   * @return the examples of training and validation
   */
  public static SplitIndices besideTest(int[] strata, Split split) {
    if (split.test() != 0) {
      throw new IllegalArgumentException(
          "test must be 0 for data with a test set of its own, got " + split.test());
    }
    return new SplitIndices(deal(strata, split.seed(), SplitCounts.of(strata, List.of(), split)));
  }

  /** Returns parts that were drawn in another way. */
  static SplitIndices of(int[] training, int[] validation, int[] test) {
    return new SplitIndices(new int[][] {training, validation, test});
  }

  static void requireTest(Split split) {
    if (split.test() == 0) {
      throw new IllegalArgumentException(
          "test must lie in (0, 1) for data without a test set of its own, got 0");
    }
  }

  /**
   * Returns which examples are for training.
   *
   * @return their places, in random order
   */
  public int[] training() {
    return drawn[0];
  }

  /**
   * Returns which examples are for validation.
   *
   * @return their places, in random order
   */
  public int[] validation() {
    return drawn[1];
  }

  /**
   * Returns which examples are for test.
   *
   * @return their places, in random order
   */
  public int[] test() {
    return drawn[2];
  }

  private static int[][] deal(int[] strata, long seed, SplitCounts shares) {
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
