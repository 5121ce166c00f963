package org.stockpot.prune;

import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.stockpot.task.Recipe;

/**
 * How many networks each pruning retrains under its mask, and how they become the one that the next
 * round prunes.
 *
 * <p>See Zimmer, Spiegel, Pokutta, "Sparse Model Soups: A Recipe for Improved Pruning via Model
 * Averaging", ICLR 2024, §3: copies share a mask, so their average is as sparse as they are; they
 * differ in their data order and, if asked, in one hyperparameter. There weights are not rewound: a
 * round goes on from the average. Where they are rewound, and copies are averages of their own last
 * epochs, it is Choi et al., "Sparse Weight Averaging with Multiple Particles for Iterative
 * Magnitude Pruning" (SWAMP), ICLR 2024, of which we know the abstract: the average chooses the
 * mask alone, and copies start from the rewound weights again. Differs from it: the rate of the
 * last epochs is the recipe's, as SWA's own is not known to us.
 *
 * @param count networks a round, at least 1; the first has the data order of a run without copies
 * @param weightDecays the decay of each copy, in turn; empty for the recipe's
 * @param swa share of a retraining at whose end a copy is averaged over weights an epoch apart,
 *     back from its last step (Izmailov et al., UAI 2018); 0 for where it ends
 * @param name what the merging is called
 * @param merge makes one network of the copies
 */
public record Copies(
    int count, List<Double> weightDecays, double swa, String name, CopyMerger merge) {

  /** One network a round, which stays as it is. */
  public static final Copies ONE = new Copies(1, List.of(), "none", copies -> copies.get(0));

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if the count is below 1, a decay negative or infinite, there
   *     are more decays than copies, or one network is to be averaged
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
    if (!(swa >= 0 && swa < 1)) {
      throw new IllegalArgumentException("swa must lie in [0%, 100%), got " + swa);
    }
    if (swa > 0 && count == 1) {
      throw new IllegalArgumentException("swa must come with --copies 2 or more, got " + swa);
    }
  }

  /**
   * Describes copies that are where their trainings end.
   *
   * @param count networks a round, at least 1
   * @param weightDecays the decay of each copy, in turn; empty for the recipe's
   * @param name what the merging is called
   * @param merge makes one network of the copies
   */
  public Copies(int count, List<Double> weightDecays, String name, CopyMerger merge) {
    this(count, weightDecays, 0, name, merge);
  }

  /**
   * Returns copies that are averages of their own last epochs.
   *
   * @param share of a retraining at whose end points are averaged, in [0, 1)
   * @return the changed copies
   */
  public Copies withSwa(double share) {
    return new Copies(count, weightDecays, share, name, merge);
  }

  /** Requires that there are copies where something is held against them, and one average. */
  void requireBeside(List<Control> controls, Recipe recipe) {
    if (swa > 0 && recipe.flatness().average().isUsed()) {
      throw new IllegalArgumentException(
          "swa averages each copy: average must be none beside it, got "
              + recipe.flatness().average());
    }
    if (count == 1 && controls.contains(Control.LONGER_RETRAINING)) {
      throw new IllegalArgumentException(
          "controls longer-retraining must come with --copies 2 or more, got 1");
    }
  }

  /** Returns what decides the trainings. */
  String settings() {
    return count + " " + name + " " + weightDecays + " " + swa;
  }

  /**
   * Returns the positions of a retraining whose points are averaged to a copy.
   *
   * @throws IllegalArgumentException if that would be its end alone
   */
  SortedSet<Long> averaged(long from, long to, long perEpoch) {
    SortedSet<Long> positions = new TreeSet<>();
    long begin = to - Math.round(swa * (to - from));
    for (long at = to; swa > 0 && at >= begin; at -= perEpoch) {
      positions.add(at);
    }
    if (positions.size() == 1) {
      throw new IllegalArgumentException(
          "swa must reach back an epoch of "
              + perEpoch
              + " steps at least, got "
              + swa
              + " of a retraining of "
              + (to - from)
              + " steps");
    }
    return positions;
  }
}
