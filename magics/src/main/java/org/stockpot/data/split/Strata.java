package org.stockpot.data.split;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stockpot.data.Names;
import org.stockpot.data.Split;

/** The sizes of classes, and how a total is parted among them. */
final class Strata {

  private static final int MOST_SHOWN = 12;

  private final int[] sizes;
  private final int all;
  private final List<String> names;

  private Strata(int[] sizes, int all, List<String> names) {
    this.sizes = sizes;
    this.all = all;
    this.names = names;
  }

  static Strata of(int[] strata, List<String> names) {
    int highest = Arrays.stream(strata).max().orElse(0);
    int[] sizes = new int[Math.max(names.size(), highest + 1)];
    for (int stratum : strata) {
      sizes[stratum]++;
    }
    List<String> shown = names.isEmpty() ? Names.numbered(sizes.length) : names;
    return new Strata(sizes, strata.length, shown);
  }

  int of(int stratum) {
    return sizes[stratum];
  }

  /** Returns which strata have examples, but fewer than there are parts. */
  boolean[] rare(int parts) {
    boolean[] rare = new boolean[sizes.length];
    for (int s = 0; s < rare.length; s++) {
      rare[s] = sizes[s] > 0 && sizes[s] < parts;
    }
    return rare;
  }

  void requireEach(boolean[] rare, Split split) {
    int[] few = IntStream.range(0, rare.length).filter(s -> rare[s]).toArray();
    if (few.length > 0 && split.rare() == Split.Rare.REFUSE) {
      throw new IllegalArgumentException(
          "every class must be in every part, got too few examples of "
              + counted(few)
              + " (all: "
              + counted(present())
              + "); --rare train puts such classes into training alone");
    }
  }

  private int[] present() {
    return IntStream.range(0, sizes.length).filter(s -> sizes[s] > 0).toArray();
  }

  private String counted(int[] some) {
    String few =
        Arrays.stream(some)
            .limit(MOST_SHOWN)
            .mapToObj(s -> names.get(s) + " " + sizes[s])
            .collect(Collectors.joining(", "));
    return some.length > MOST_SHOWN ? few + " and " + (some.length - MOST_SHOWN) + " more" : few;
  }

  void requireRoom(boolean[] rare, int validation, int test) {
    long kept = Arrays.stream(present()).mapToLong(s -> rare[s] ? sizes[s] : 1).sum();
    if (validation + test > all - kept) {
      throw new IllegalArgumentException(
          "the split must leave at least "
              + kept
              + " of "
              + all
              + " examples for training"
              + (present().length > 1 ? ", one per class" : "")
              + ", got "
              + (validation + test)
              + " held out");
    }
  }

  /** Parts a total among the strata, of each of which some examples must be kept. */
  int[] shares(String part, int total, int[] keep) {
    int[] room = new int[sizes.length];
    Arrays.setAll(room, s -> Math.max(0, sizes[s] - keep[s]));
    long wanting = Arrays.stream(room).filter(r -> r > 0).count();
    if (total < wanting) {
      throw new IllegalArgumentException(
          part
              + " must hold an example of each of "
              + wanting
              + " classes, got "
              + total
              + " of "
              + all
              + "; --"
              + part
              + " "
              + Math.ceil(100.0 * wanting / all) / 100
              + " takes enough");
    }
    if (Arrays.stream(room).asLongStream().sum() < total) {
      throw new IllegalArgumentException(
          "the split must leave an example of each class in each part, got "
              + total
              + " of "
              + all
              + " for "
              + part);
    }
    return raised(proportional(total, room), room);
  }

  /** Rounds by largest remainder, with ties to the lower stratum, as far as there is room. */
  private int[] proportional(int total, int[] room) {
    int[] share = new int[sizes.length];
    int left = total;
    for (int s = 0; s < share.length; s++) {
      share[s] = Math.min((int) ((long) total * sizes[s] / all), room[s]);
      left -= share[s];
    }
    int[] byRemainder =
        IntStream.range(0, share.length)
            .boxed()
            .sorted(Comparator.comparingLong(s -> -((long) total * sizes[s] % all)))
            .mapToInt(Integer::intValue)
            .toArray();
    while (left > 0) {
      for (int s : byRemainder) {
        if (left > 0 && share[s] < room[s]) {
          share[s]++;
          left--;
        }
      }
    }
    return share;
  }

  /** Raises shares of 0 to 1, at the cost of the largest. */
  private static int[] raised(int[] share, int[] room) {
    for (int s = 0; s < share.length; s++) {
      if (share[s] == 0 && room[s] > 0) {
        share[largest(share)]--;
        share[s] = 1;
      }
    }
    return share;
  }

  private static int largest(int[] share) {
    int largest = 0;
    for (int s = 1; s < share.length; s++) {
      largest = share[s] > share[largest] ? s : largest;
    }
    return largest;
  }
}
