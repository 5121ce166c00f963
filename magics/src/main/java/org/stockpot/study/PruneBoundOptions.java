package org.stockpot.study;

import java.util.List;
import java.util.Objects;
import org.stockpot.prune.Saliencies;
import org.stockpot.prune.Saliency;
import org.stockpot.task.Span;
import org.stockpot.task.option.Help;

/**
 * How the flatness bound is held against what survives pruning.
 *
 * @param levels shares of the weights that are removed, ascending
 * @param saliency the third order in which weights go, beside magnitude and random
 * @param draws how many random orders, at least 3
 * @param budget how long each network is trained inside of its mask
 * @param epsilon by how much the loss may rise, in its unit; 0 for its standard deviation over
 *     dense runs or batches
 * @param exact up to how many weights all eigenvalues are found rather than their density
 */
public record PruneBoundOptions(
    @Help("shares of the weights to remove, one level each") List<Double> levels,
    @Help(
            "what else to prune by, beside magnitude and random: {}, or a Java variable of type Saliency")
        Saliency saliency,
    @Help("random orders, at least 3") int draws,
    @Help("training inside of each mask") Span budget,
    @Help(
            "rise of the training loss that survives, in nats; 0: its sd over the run's dense networks, or over batches")
        double epsilon,
    @Help("weights up to which all eigenvalues are found instead of their density") int exact) {

  /** The fewest random orders. */
  public static final int DRAWS = 3;

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public PruneBoundOptions {
    levels = List.copyOf(levels);
    Objects.requireNonNull(saliency, "saliency");
    Objects.requireNonNull(budget, "budget");
    double before = 0;
    for (double level : levels) {
      if (!(level > before && level < 1)) {
        throw new IllegalArgumentException(
            "levels must ascend between 0 and 1, got " + level + " after " + before);
      }
      before = level;
    }
    if (levels.isEmpty()) {
      throw new IllegalArgumentException("levels must be one or more, got none");
    }
    if (draws < DRAWS) {
      throw new IllegalArgumentException("draws must be at least " + DRAWS + ", got " + draws);
    }
    if (!(epsilon >= 0) || Double.isInfinite(epsilon)) {
      throw new IllegalArgumentException("epsilon must be at least 0, got " + epsilon);
    }
    if (exact < 0) {
      throw new IllegalArgumentException("exact must be at least 0, got " + exact);
    }
  }

  /**
   * Returns seven levels up to 98 %, trained for five epochs each.
   *
   * @return the default settings
   */
  public static PruneBoundOptions defaults() {
    return new PruneBoundOptions(
        List.of(0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98),
        Saliencies.magnitude(),
        DRAWS,
        Span.epochs(5),
        0,
        1000);
  }

  /**
   * Returns these settings with other levels.
   *
   * @param shares shares of the weights that are removed, ascending
   * @return the changed settings
   */
  public PruneBoundOptions withLevels(List<Double> shares) {
    return new PruneBoundOptions(shares, saliency, draws, budget, epsilon, exact);
  }

  /**
   * Returns these settings with another third order.
   *
   * @param other the third order in which weights go, beside magnitude and random
   * @return the changed settings
   */
  public PruneBoundOptions withSaliency(Saliency other) {
    return new PruneBoundOptions(levels, other, draws, budget, epsilon, exact);
  }

  /**
   * Returns these settings with more random orders.
   *
   * @param count how many random orders, at least 3
   * @return the changed settings
   */
  public PruneBoundOptions withDraws(int count) {
    return new PruneBoundOptions(levels, saliency, count, budget, epsilon, exact);
  }

  /**
   * Returns these settings with another training.
   *
   * @param length how long each network is trained inside of its mask
   * @return the changed settings
   */
  public PruneBoundOptions withBudget(Span length) {
    return new PruneBoundOptions(levels, saliency, draws, length, epsilon, exact);
  }

  /**
   * Returns these settings with another rise.
   *
   * @param rise by how much the loss may rise, in its unit; 0 for its standard deviation over dense
   *     runs or batches
   * @return the changed settings
   */
  public PruneBoundOptions withEpsilon(double rise) {
    return new PruneBoundOptions(levels, saliency, draws, budget, rise, exact);
  }

  /**
   * Returns these settings with another limit.
   *
   * @param most up to how many weights all eigenvalues are found rather than their density
   * @return the changed settings
   */
  public PruneBoundOptions withExact(int most) {
    return new PruneBoundOptions(levels, saliency, draws, budget, epsilon, most);
  }
}
