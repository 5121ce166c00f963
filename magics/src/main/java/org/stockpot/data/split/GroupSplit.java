package org.stockpot.data.split;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stockpot.data.Split;

/**
 * Parts examples so that those of one group are in one part. Groups are taken from the largest to
 * the smallest, those of one size in random order, and each goes where it brings the examples of
 * its classes nearest to their shares: the squared distance to them, over the size of the class,
 * falls most. Groups of one example fill what is missing, so that counts are exact where there are
 * enough of them.
 */
public final class GroupSplit {

  private static final int PARTS = 3;
  private static final List<String> NAMES = List.of("training", "validation", "test");

  private final int[] strata;
  private final List<String> names;
  private final int[] sizes;
  private final long[][] wanted = new long[PARTS][];
  private final long[][] have;

  private GroupSplit(int[] strata, List<String> names, Split split) {
    this.strata = strata;
    this.names = names;
    sizes = new int[names.size()];
    Arrays.stream(strata).forEach(s -> sizes[s]++);
    SplitCounts shares = SplitCounts.of(strata, names, split);
    wanted[1] = longs(shares.validation());
    wanted[2] = longs(shares.test());
    wanted[0] = new long[sizes.length];
    Arrays.setAll(wanted[0], s -> sizes[s] - wanted[1][s] - wanted[2][s]);
    have = new long[PARTS][sizes.length];
  }

  private static long[] longs(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }

  /**
   * Draws from a source without a test set of its own.
   *
   * @param strata the class of each example, from 0
   * @param names the names of the classes, for messages
   * @param groups the group of each example, from 0
   * @param split the shares and the seed
   * @return the examples of each part
   * @throws IllegalArgumentException if a part has no example of a class, with the counts
   */
  public static SplitIndices of(int[] strata, List<String> names, int[] groups, Split split) {
    SplitIndices.requireTest(split);
    long different = Arrays.stream(groups).distinct().count();
    if (different < PARTS) {
      throw new IllegalArgumentException(
          "rows must fall into at least 3 groups, one for each part, got " + different);
    }
    GroupSplit draw = new GroupSplit(strata, names, split);
    int[] parts = draw.parts(groups, split.seed());
    draw.requireEach(split);
    int[] order = Shuffle.order(strata.length, split.seed());
    return SplitIndices.of(of(order, parts, 0), of(order, parts, 1), of(order, parts, 2));
  }

  private static int[] of(int[] order, int[] parts, int part) {
    return Arrays.stream(order).filter(example -> parts[example] == part).toArray();
  }

  private int[] parts(int[] groups, long seed) {
    Map<Integer, List<Integer>> members =
        Arrays.stream(Shuffle.order(groups.length, seed))
            .boxed()
            .collect(
                Collectors.groupingBy(i -> groups[i], LinkedHashMap::new, Collectors.toList()));
    int[] parts = new int[groups.length];
    members.values().stream()
        .sorted(Comparator.comparingInt((List<Integer> group) -> -group.size()))
        .forEach(
            group -> {
              int part = place(group);
              group.forEach(example -> parts[example] = part);
            });
    return parts;
  }

  private int place(List<Integer> group) {
    Map<Integer, Integer> counts = new HashMap<>();
    group.forEach(example -> counts.merge(strata[example], 1, Integer::sum));
    int best = 0;
    for (int part = 1; part < PARTS; part++) {
      best = gain(part, counts) > gain(best, counts) ? part : best;
    }
    for (Map.Entry<Integer, Integer> count : counts.entrySet()) {
      have[best][count.getKey()] += count.getValue();
    }
    return best;
  }

  /** Returns by how much the squared distance to the shares falls. */
  private double gain(int part, Map<Integer, Integer> counts) {
    double gain = 0;
    for (Map.Entry<Integer, Integer> count : counts.entrySet()) {
      int s = count.getKey();
      double before = wanted[part][s] - have[part][s];
      double after = before - count.getValue();
      gain += (before * before - after * after) / sizes[s];
    }
    return gain;
  }

  private void requireEach(Split split) {
    for (int part = 0; part < PARTS; part++) {
      boolean empty = Arrays.stream(have[part]).sum() == 0;
      boolean lacks = lacks(have[part]);
      if (empty || (lacks && (part == 0 || split.rare() == Split.Rare.REFUSE))) {
        throw refused(NAMES.get(part), names, have);
      }
    }
  }

  private boolean lacks(long[] counts) {
    return IntStream.range(0, sizes.length).anyMatch(s -> sizes[s] > 0 && counts[s] == 0);
  }

  static IllegalArgumentException refused(String part, List<String> names, long[][] have) {
    String counts =
        IntStream.range(0, names.size())
            .limit(12)
            .mapToObj(s -> names.get(s) + " " + have[0][s] + ", " + have[1][s] + ", " + have[2][s])
            .collect(Collectors.joining("; "));
    boolean empty = Arrays.stream(have[NAMES.indexOf(part)]).sum() == 0;
    return new IllegalArgumentException(
        (empty
                ? "every part must have rows, got none in "
                : "every class must be in every part, got none of some in ")
            + part
            + " (training, validation, test: "
            + counts
            + ")"
            + (empty
                ? "; groups are too large for these shares"
                : "; --rare train allows it for validation and test"));
  }
}
