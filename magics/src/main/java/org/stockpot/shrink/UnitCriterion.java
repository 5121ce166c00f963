package org.stockpot.shrink;

import java.util.Locale;

/** What units are removed by: those of the lowest number first. */
public enum UnitCriterion {
  /**
   * {@code sum |w|} over the weights that make a unit. See Li et al., "Pruning Filters for
   * Efficient ConvNets", ICLR 2017, §3.1. Where several layers make the units of a group, we add up
   * all of them, where the paper takes the shortcut's projection alone.
   */
  L1,
  /** {@code sqrt(sum w²)} over the same weights. */
  L2,
  /**
   * {@code mean over batches of (sum g w)²}, with g the gradient of a batch's loss, over all
   * weights, biases, scales and shifts that make a unit. See Molchanov et al., "Importance
   * Estimation for Neural Network Pruning", CVPR 2019, eq. 8.
   */
  TAYLOR,
  /**
   * {@code sum over the other units of |w - w'|}: how far a unit lies from the geometric median of
   * its layer. See He et al., "Filter Pruning via Geometric Median", CVPR 2019, §3.3.
   */
  FPGM,
  /**
   * {@code |γ|} of batch normalisation, added up where a group has several. See Liu et al.,
   * "Learning Efficient Convolutional Networks through Network Slimming", ICCV 2017, §3.
   */
  BN_SCALE;

  /**
   * Returns whether numbers of different layers are of one scale, so that they are ranked together
   * as they are.
   *
   * @return false where a group's mean is divided by first, as norms grow with the inputs of a
   *     layer
   */
  boolean comparesLayers() {
    return this == TAYLOR || this == BN_SCALE;
  }

  /** Returns the word of options. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
