package org.stockpot.data.split;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.data.Split;
import org.stockpot.data.csv.NumberColumn;

/**
 * Parts examples by time: the latest are for test, those before for validation. Examples of one
 * time stay together, so that counts are those of the split or as near as times allow.
 */
public final class TimeSplit {

  private final NumberColumn time;
  private final int[] order;

  private TimeSplit(NumberColumn time) {
    this.time = time;
    order =
        IntStream.range(0, time.size())
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(time::value).thenComparingDouble(time::rest))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /**
   * Draws from a source without a test set of its own.
   *
   * @param strata the class of each example, from 0
   * @param names the names of the classes, for messages
   * @param time the time of each example
   * @param split the shares and the seed
   * @return the examples of each part
   * @throws IllegalArgumentException if times leave a part empty, or a part without a class
   */
  public static SplitIndices of(int[] strata, List<String> names, NumberColumn time, Split split) {
    SplitIndices.requireTest(split);
    TimeSplit draw = new TimeSplit(time);
    int n = strata.length;
    int test = draw.border(n - (int) Math.round(split.test() * n), 2);
    int validation = draw.border(test - (int) Math.round(split.validation() * n), 1);
    if (validation < 1 || validation >= test || test >= n) {
      throw new IllegalArgumentException(
          "column "
              + time.name()
              + " must have times enough to part training, validation and test, got borders at "
              + validation
              + " and "
              + test
              + " of "
              + n
              + " rows");
    }
    int[][] parts = {draw.part(0, validation), draw.part(validation, test), draw.part(test, n)};
    requireEach(strata, names, parts, split);
    return SplitIndices.of(
        shuffled(parts[0], split), shuffled(parts[1], split), shuffled(parts[2], split));
  }

  /** Returns the place nearest to a wanted one at which the time changes. */
  private int border(int wanted, int least) {
    for (int distance = 0; distance < order.length; distance++) {
      for (int place : new int[] {wanted - distance, wanted + distance}) {
        if (place >= least && place < order.length && changes(place)) {
          return place;
        }
      }
    }
    return order.length;
  }

  private boolean changes(int place) {
    int before = order[place - 1];
    int after = order[place];
    return time.value(before) != time.value(after) || time.rest(before) != time.rest(after);
  }

  private int[] part(int from, int to) {
    return Arrays.copyOfRange(order, from, to);
  }

  private static int[] shuffled(int[] rows, Split split) {
    return Arrays.stream(Shuffle.order(rows.length, split.seed())).map(i -> rows[i]).toArray();
  }

  private static void requireEach(int[] strata, List<String> names, int[][] parts, Split split) {
    long[][] have = new long[parts.length][names.size()];
    for (int part = 0; part < parts.length; part++) {
      for (int row : parts[part]) {
        have[part][strata[row]]++;
      }
    }
    for (int s = 0; s < names.size(); s++) {
      boolean unseen = have[0][s] == 0 && have[1][s] + have[2][s] > 0;
      boolean unmeasured = have[0][s] > 0 && (have[1][s] == 0 || have[2][s] == 0);
      if (unseen || (unmeasured && split.rare() == Split.Rare.REFUSE)) {
        String part = unseen ? "training" : have[1][s] == 0 ? "validation" : "test";
        throw GroupSplit.refused(part, names, have);
      }
    }
  }
}
