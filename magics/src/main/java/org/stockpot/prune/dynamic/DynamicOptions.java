package org.stockpot.prune.dynamic;

import java.util.List;
import org.stockpot.task.option.Help;
import org.stockpot.task.replicates.Duplicates;

/**
 * The settings of dynamic pruning.
 *
 * @param shares of a layer's sum of norms that gates learn to keep, one network each
 * @param seeds one training each
 */
public record DynamicOptions(
    @Help("share of a layer's sum of norms that gates keep, in (0, 1]; several such as 0.7,0.9")
        List<Double> shares,
    @Help("one training each") List<Long> seeds) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if there is none of either, one comes twice, or a share is out
   *     of its range
   */
  public DynamicOptions {
    shares = List.copyOf(shares);
    seeds = List.copyOf(seeds);
    if (shares.isEmpty()) {
      throw new IllegalArgumentException("shares must be one or more, got none");
    }
    for (double share : shares) {
      if (!(share > 0 && share <= 1)) {
        throw new IllegalArgumentException("shares must lie in (0, 1], got " + share);
      }
    }
    Duplicates.refuse("shares", shares);
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("seeds must be one or more, got none");
    }
    Duplicates.refuse("seeds", seeds);
  }

  /**
   * Returns three shares, one training each.
   *
   * @return the default settings
   */
  public static DynamicOptions defaults() {
    return new DynamicOptions(List.of(0.7, 0.8, 0.9), List.of(1L));
  }

  /**
   * Returns these settings with other shares.
   *
   * @param kept in (0, 1]
   * @return the changed settings
   */
  public DynamicOptions withShares(Double... kept) {
    return new DynamicOptions(List.of(kept), seeds);
  }

  /**
   * Returns these settings with other seeds.
   *
   * @param replicates one training each
   * @return the changed settings
   */
  public DynamicOptions withSeeds(Long... replicates) {
    return new DynamicOptions(shares, List.of(replicates));
  }
}
