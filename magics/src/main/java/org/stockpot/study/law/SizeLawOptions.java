package org.stockpot.study.law;

import java.util.List;
import java.util.stream.Stream;
import org.stockpot.study.Load;
import org.stockpot.task.option.Help;
import org.stockpot.task.replicates.Duplicates;

/**
 * A grid of trainings by width and share of the training examples, and the next size, which is
 * predicted first.
 *
 * @param widths units of each hidden layer, two or more
 * @param shares of the training examples, two or more
 * @param seeds one replicate of each cell each
 * @param next the width whose error with the largest share is predicted, and then measured; 0 for
 *     twice the largest
 */
public record SizeLawOptions(
    @Help("units of each hidden layer, two or more, such as 4,8,16,32") List<Integer> widths,
    @Help("shares of the training examples, two or more, such as 12.5%,25%,50%,100%")
        List<Double> shares,
    @Help("one replicate of each cell each; four give intervals over replicates") List<Long> seeds,
    @Help("the width that is predicted, then trained and compared; 0 for twice the largest")
        int next) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public SizeLawOptions {
    widths = List.copyOf(widths);
    shares = List.copyOf(shares);
    seeds = List.copyOf(seeds);
    Duplicates.refuse("widths", widths);
    Duplicates.refuse("shares", shares);
    Duplicates.refuse("seeds", seeds);
    require("widths", widths.size() >= 2, "two or more", widths);
    require("shares", shares.size() >= 2, "two or more", shares);
    require("seeds", !seeds.isEmpty(), "one or more", seeds);
    require("widths", widths.stream().allMatch(w -> w >= 1), "at least 1", widths);
    require(
        "shares", shares.stream().allMatch(s -> s > 0 && s <= 1), "above 0 and at most 1", shares);
    require("next", next == 0 || (next >= 1 && !widths.contains(next)), "0 or another width", next);
  }

  private static void require(String name, boolean legal, String rule, Object value) {
    if (!legal) {
      String got = value.equals(List.of()) ? "none" : value.toString();
      throw new IllegalArgumentException(name + " must be " + rule + ", got " + got);
    }
  }

  /**
   * Returns four widths from 4 to 32, four shares from an eighth on, three seeds, and twice the
   * largest width as the next.
   *
   * @return the default settings
   */
  public static SizeLawOptions defaults() {
    return new SizeLawOptions(
        List.of(4, 8, 16, 32), List.of(0.125, 0.25, 0.5, 1.0), List.of(1L, 2L, 3L), 0);
  }

  /**
   * Returns these settings with other replicates.
   *
   * @param seeds one for each
   * @return the changed settings
   */
  public SizeLawOptions withSeeds(Long... seeds) {
    return new SizeLawOptions(widths, shares, List.of(seeds), next);
  }

  double largestShare() {
    return shares.stream().mapToDouble(share -> share).max().orElseThrow();
  }

  int largestWidth() {
    return widths.stream().mapToInt(width -> width).max().orElseThrow();
  }

  /**
   * Returns the next size.
   *
   * @return the next width with the largest share
   */
  public Load nextLoad() {
    return Load.of(next == 0 ? 2 * largestWidth() : next, largestShare());
  }

  /** Returns all cells, from the smallest, and after them the next size. */
  List<Load> loads() {
    Stream<Load> cells =
        widths.stream()
            .sorted()
            .flatMap(width -> shares.stream().sorted().map(share -> Load.of(width, share)));
    return Stream.concat(cells, Stream.of(nextLoad())).toList();
  }
}
