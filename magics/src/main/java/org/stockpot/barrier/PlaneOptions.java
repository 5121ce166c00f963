package org.stockpot.barrier;

import java.util.Objects;
import org.stockpot.task.Help;
import org.stockpot.task.Statistics;

/**
 * The settings of a plane.
 *
 * @param grid positions along each axis, at least 3
 * @param margin how far the picture reaches beyond the points, as a share of their extent
 * @param axes coordinates of a plane through points
 * @param quantity what is drawn
 * @param recalibrate what becomes of running statistics
 * @param random whether to draw a random plane around one point
 * @param reach half the width of a random plane; 1 is the size of the weights
 * @param seed the seed of a random plane
 */
public record PlaneOptions(
    @Help("positions along each axis, at least 3") int grid,
    @Help("reach beyond the points, as a share of their extent") double margin,
    @Help("orthonormal or barycentric") Axes axes,
    @Help("test-error, test-loss, training-error or training-loss") Quantity quantity,
    @Help(
            "batch-norm statistics: none (the first point's), carry (blended between the points,"
                + " re-estimated beyond them) or re-estimate (everywhere)")
        Statistics recalibrate,
    @Help("draw a random filter-normalised plane around one point") boolean random,
    @Help("half the width of a random plane; 1 is the size of the weights") double reach,
    @Help("seed of a random plane") long seed) {

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public PlaneOptions {
    Objects.requireNonNull(axes, "axes");
    Objects.requireNonNull(quantity, "quantity");
    Objects.requireNonNull(recalibrate, "recalibrate");
    if (grid < 3) {
      throw new IllegalArgumentException("grid must be at least 3, got " + grid);
    }
    if (!(margin >= 0 && margin <= 10)) {
      throw new IllegalArgumentException("margin must lie in [0, 10], got " + margin);
    }
    if (!(reach > 0) || Double.isInfinite(reach)) {
      throw new IllegalArgumentException("reach must be above 0, got " + reach);
    }
  }

  /**
   * Returns test error on 15 × 15 positions with a margin of a quarter.
   *
   * @return the default settings
   */
  public static PlaneOptions defaults() {
    return new PlaneOptions(
        15, 0.25, Axes.ORTHONORMAL, Quantity.TEST_ERROR, Statistics.CARRY, false, 1, 1);
  }
}
