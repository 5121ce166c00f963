package org.stockpot.data.split;

import java.util.List;
import org.stockpot.data.Split;

/** How many examples of each stratum are for validation and test. */
final class SplitCounts {

  private final int[] validation;
  private final int[] test;

  private SplitCounts(int[] validation, int[] test) {
    this.validation = validation;
    this.test = test;
  }

  /**
   * Parts the examples of strata.
   *
   * @param strata the stratum of each example, from 0
   * @param names the strata's names, for messages; none to number them
   * @throws IllegalArgumentException if a part stays without examples of a stratum
   */
  static SplitCounts of(int[] strata, List<String> names, Split split) {
    Strata sizes = Strata.of(strata, names);
    int validation = count("validation", split.validation(), strata.length);
    int test = split.test() == 0 ? 0 : count("test", split.test(), strata.length);
    boolean[] rare = sizes.rare(test == 0 ? 2 : 3);
    sizes.requireEach(rare, split);
    sizes.requireRoom(rare, validation, test);
    int[] keep = new int[rare.length];
    for (int s = 0; s < keep.length; s++) {
      keep[s] = rare[s] ? sizes.of(s) : test == 0 ? 1 : 2;
    }
    int[] forTest = test == 0 ? new int[keep.length] : sizes.shares("test", test, keep);
    for (int s = 0; s < keep.length; s++) {
      keep[s] = rare[s] ? sizes.of(s) : 1 + forTest[s];
    }
    return new SplitCounts(sizes.shares("validation", validation, keep), forTest);
  }

  private static int count(String part, double share, int all) {
    long count = Math.round(share * all);
    if (count == 0) {
      throw new IllegalArgumentException(
          part + " must hold at least one example, got " + share + " of " + all);
    }
    return (int) count;
  }

  /** Returns one number for each stratum. */
  int[] validation() {
    return validation.clone();
  }

  /** Returns one number for each stratum; zeros where the source has a test set of its own. */
  int[] test() {
    return test.clone();
  }
}
