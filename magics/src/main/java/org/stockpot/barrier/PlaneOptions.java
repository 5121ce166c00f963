package org.stockpot.barrier;

import java.util.Objects;
import org.stockpot.task.Statistics;
import org.stockpot.task.option.Help;

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
                + " re-estimated beyond them) or re-estimate (everywhere); repair or repair-outputs for"
                + " networks without, between three points (REPAIR)")
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

  /**
   * Returns these settings with another grid.
   *
   * @param count positions along each axis
   * @return the changed settings
   */
  public PlaneOptions withGrid(int count) {
    return new PlaneOptions(count, margin, axes, quantity, recalibrate, random, reach, seed);
  }

  /**
   * Returns these settings with another margin.
   *
   * @param share how far the picture reaches beyond the points
   * @return the changed settings
   */
  public PlaneOptions withMargin(double share) {
    return new PlaneOptions(grid, share, axes, quantity, recalibrate, random, reach, seed);
  }

  /**
   * Returns these settings with other axes.
   *
   * @param other coordinates of a plane through points
   * @return the changed settings
   */
  public PlaneOptions withAxes(Axes other) {
    return new PlaneOptions(grid, margin, other, quantity, recalibrate, random, reach, seed);
  }

  /**
   * Returns these settings with another quantity.
   *
   * @param other what is drawn
   * @return the changed settings
   */
  public PlaneOptions withQuantity(Quantity other) {
    return new PlaneOptions(grid, margin, axes, other, recalibrate, random, reach, seed);
  }

  /**
   * Returns these settings with another treatment of statistics.
   *
   * @param other what becomes of running statistics
   * @return the changed settings
   */
  public PlaneOptions withRecalibrate(Statistics other) {
    return new PlaneOptions(grid, margin, axes, quantity, other, random, reach, seed);
  }

  /**
   * Returns these settings with a random plane, or one through points.
   *
   * @param drawn whether to draw a random plane around one point
   * @return the changed settings
   */
  public PlaneOptions withRandom(boolean drawn) {
    return new PlaneOptions(grid, margin, axes, quantity, recalibrate, drawn, reach, seed);
  }

  /**
   * Returns these settings with another reach.
   *
   * @param width half the width of a random plane
   * @return the changed settings
   */
  public PlaneOptions withReach(double width) {
    return new PlaneOptions(grid, margin, axes, quantity, recalibrate, random, width, seed);
  }

  /**
   * Returns these settings with another seed.
   *
   * @param value the seed of a random plane
   * @return the changed settings
   */
  public PlaneOptions withSeed(long value) {
    return new PlaneOptions(grid, margin, axes, quantity, recalibrate, random, reach, value);
  }
}
