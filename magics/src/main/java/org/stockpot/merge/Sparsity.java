package org.stockpot.merge;

/** Which entries of a task vector stay, and by what they are multiplied. */
public sealed interface Sparsity {

  /** Every entry. */
  record All() implements Sparsity {}

  /**
   * The {@code ⌊d n⌋} entries of the largest magnitude, and all that tie with the least of them
   * (Yadav et al., NeurIPS 2023, §4).
   *
   * @param density d, above 0 and at most 1
   */
  record Largest(double density) implements Sparsity {
    /**
     * Checks the density.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public Largest {
      requireDensity(density);
    }
  }

  /**
   * Of the entries without the {@code ⌊γ n⌋} of the largest magnitude, the {@code ⌊d n⌋} largest
   * (Davari, Belilovsky, "Model Breadcrumbs", ECCV 2024, §3). Entries that tie with the largest or
   * the least of those that stay do so too.
   *
   * @param density d, above 0 and at most 1
   * @param gamma γ, the share of outliers, at least 0 and below 1
   */
  record WithoutOutliers(double density, double gamma) implements Sparsity {
    /**
     * Checks both shares.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public WithoutOutliers {
      requireDensity(density);
      if (!(gamma >= 0 && gamma < 1)) {
        throw new IllegalArgumentException("gamma must lie in [0, 1), got " + gamma);
      }
    }
  }

  /**
   * Each entry with probability d by itself, drawn from the seed, its member and its place (DARE:
   * Yu et al., "Language Models are Super Mario", ICML 2024, §3.2).
   *
   * @param density d, above 0 and at most 1: the paper's 1 - p
   * @param rescale how what stays makes up for the rest
   * @param draws the draws
   */
  record Drawn(double density, Rescale rescale, Draws draws) implements Sparsity {
    /**
     * Checks the density.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public Drawn {
      requireDensity(density);
    }
  }

  /**
   * Each entry with a probability that grows with the rank of its magnitude in its row, {@code d -
   * ε + 2 ε rank / (n - 1)} with ranks from 0, and d in a row of one (DELLA: Deep, Bhardwaj, Poria,
   * "DELLA-Merging", 2024, §3.1, whose ε is twice ours). Of equal magnitudes the later has the
   * higher rank.
   *
   * @param density d, the mean probability
   * @param epsilon ε, at least 0; d - ε must be above 0 and d + ε at most 1
   * @param rescale how what stays makes up for the rest
   * @param draws the draws
   */
  record DrawnByRank(double density, double epsilon, Rescale rescale, Draws draws)
      implements Sparsity {
    /**
     * Checks density and ε.
     *
     * @throws IllegalArgumentException if a probability is not above 0 and at most 1
     */
    public DrawnByRank {
      requireDensity(density);
      if (!(epsilon >= 0 && density - epsilon > 0 && density + epsilon <= 1 + 1e-12)) {
        throw new IllegalArgumentException(
            "epsilon must be at least 0, with density - epsilon above 0 and density + epsilon at"
                + " most 1, got "
                + epsilon
                + " with density "
                + density);
      }
    }
  }

  /**
   * Requires a share.
   *
   * @param density a number
   * @throws IllegalArgumentException if it is not above 0 and at most 1
   */
  static void requireDensity(double density) {
    if (!(density > 0 && density <= 1)) {
      throw new IllegalArgumentException("density must lie in (0, 1], got " + density);
    }
  }
}
