package org.stockpot.prune.sensitivity;

import java.util.List;
import java.util.Optional;
import org.stockpot.task.replicates.Verdict;

/**
 * What becomes of a network as one of its layers alone is pruned.
 *
 * @param slot the layer's weights
 * @param kept how many of them the network keeps
 * @param shares by ascending share
 */
public record LayerSensitivity(String slot, int kept, List<PrunedShare> shares) {

  /** Copies the list. */
  public LayerSensitivity {
    shares = List.copyOf(shares);
  }

  /**
   * Returns the largest share that, with every smaller one of the grid, surely costs no more than a
   * bound.
   *
   * @param bound the largest rise of the error
   * @return the share; 0 if already the smallest does not surely
   */
  public double suggested(double bound) {
    double share = 0;
    for (PrunedShare next : shares) {
      if (next.drop().atMost(bound) != Verdict.YES) {
        return share;
      }
      share = next.share();
    }
    return share;
  }

  /**
   * Returns the first share above the suggested one, at which it is open or not so.
   *
   * @param bound the largest rise of the error
   * @return the share with its verdict inside; empty if all of the grid hold
   */
  public Optional<PrunedShare> next(double bound) {
    return shares.stream().filter(s -> s.drop().atMost(bound) != Verdict.YES).findFirst();
  }
}
