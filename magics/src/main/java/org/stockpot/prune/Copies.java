package org.stockpot.prune;

import java.util.List;
import java.util.Objects;

/**
 * How many networks each pruning retrains under its mask, and how they become the one that the next
 * round prunes.
 *
 * <p>See Zimmer, Spiegel, Pokutta, "Sparse Model Soups: A Recipe for Improved Pruning via Model
 * Averaging", ICLR 2024, §3: copies share a mask, so their average is as sparse as they are; they
 * differ in their data order and, if asked, in one hyperparameter.
 *
 * @param count networks a round, at least 1; the first has the data order of a run without copies
 * @param weightDecays the decay of each copy, in turn; empty for the recipe's
 * @param name what the merging is called
 * @param merge makes one network of the copies
 */
public record Copies(int count, List<Double> weightDecays, String name, CopyMerger merge) {

  /** One network a round, which stays as it is. */
  public static final Copies ONE = new Copies(1, List.of(), "none", copies -> copies.get(0));

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if the count is below 1, a decay negative or infinite, or
   *     there are more decays than copies
   */
  public Copies {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(merge, "merge");
    weightDecays = List.copyOf(weightDecays);
    if (count < 1) {
      throw new IllegalArgumentException("copies must be at least 1, got " + count);
    }
    if (weightDecays.stream().anyMatch(decay -> !(decay >= 0) || decay.isInfinite())) {
      throw new IllegalArgumentException(
          "copy-weight-decays must be at least 0, got " + weightDecays);
    }
    if (weightDecays.size() > count) {
      throw new IllegalArgumentException(
          "copy-weight-decays must be at most one per copy, got "
              + weightDecays.size()
              + " for "
              + count);
    }
  }
}
