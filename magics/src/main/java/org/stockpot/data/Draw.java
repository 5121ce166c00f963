package org.stockpot.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Which examples of a source are for training, validation and test, each in random order.
 *
 * <p>Examples fall into strata: the classes, or one stratum for numbers. Each stratum gives its
 * proportional share, rounded by largest remainder with ties to the lower stratum, so that the
 * totals are exact; it always keeps one example for training.
 */
final class Draw {

  private final int[] strata;
  private final int[] sizes;
  private final int[][] drawn;

  private Draw(int[] strata, Split split) {
    this.strata = strata;
    sizes = new int[Arrays.stream(strata).max().orElse(0) + 1];
    for (int stratum : strata) {
      sizes[stratum]++;
    }
    int validation = count("validation", split.validation());
    int test = split.test() == 0 ? 0 : count("test", split.test());
    requireRoom(validation, test);
    int[] forTest = shares(test, new int[sizes.length]);
    int[] forValidation = shares(validation, forTest);
    drawn = deal(split.seed(), forValidation, forTest);
  }

  /** Draws from a source without a test set of its own. */
  static Draw of(int[] strata, Split split) {
    if (split.test() == 0) {
      throw new IllegalArgumentException(
          "test must lie in (0, 1) for data without a test set of its own, got 0");
    }
    return new Draw(strata, split);
  }

  /** Draws from the training set of a source that has a test set as well. */
  static Draw besideTest(int[] strata, Split split) {
    if (split.test() != 0) {
      throw new IllegalArgumentException(
          "test must be 0 for data with a test set of its own, got " + split.test());
    }
    return new Draw(strata, split);
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

  private int count(String part, double share) {
    long count = Math.round(share * strata.length);
    if (count == 0) {
      throw new IllegalArgumentException(
          part + " must hold at least one example, got " + share + " of " + strata.length);
    }
    return (int) count;
  }

  private void requireRoom(int validation, int test) {
    long kept = Arrays.stream(sizes).filter(n -> n > 0).count();
    if (validation + test > strata.length - kept) {
      throw new IllegalArgumentException(
          "the split must leave at least "
              + kept
              + " of "
              + strata.length
              + " examples for training"
              + (kept > 1 ? ", one per class" : "")
              + ", got "
              + (validation + test)
              + " held out");
    }
  }

  private int[] shares(int total, int[] taken) {
    int[] share = new int[sizes.length];
    int left = total;
    for (int s = 0; s < share.length; s++) {
      share[s] = Math.min((int) ((long) total * sizes[s] / strata.length), room(s, taken));
      left -= share[s];
    }
    int[] byRemainder =
        IntStream.range(0, share.length)
            .boxed()
            .sorted(Comparator.comparingLong(s -> -((long) total * sizes[s] % strata.length)))
            .mapToInt(Integer::intValue)
            .toArray();
    while (left > 0) {
      for (int s : byRemainder) {
        if (left > 0 && share[s] < room(s, taken)) {
          share[s]++;
          left--;
        }
      }
    }
    return share;
  }

  private int room(int stratum, int[] taken) {
    return Math.max(0, sizes[stratum] - 1 - taken[stratum]);
  }

  private int[][] deal(long seed, int[] forValidation, int[] forTest) {
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
