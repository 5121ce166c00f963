package org.stockpot.weights;

/**
 * What the numbers of one slot do in the model.
 *
 * <p>A role decides two things: only a {@link #WEIGHT} can be pruned, and a {@link #STATISTIC} is
 * carried along with a point but is no coordinate of it.
 */
public enum Role {
  /** A matrix or kernel that multiplies its input; the only role that pruning touches. */
  WEIGHT,
  /** An additive offset of a layer. */
  BIAS,
  /** A per-channel factor, such as the gamma of batch normalisation. */
  SCALE,
  /** A per-channel offset of a normalisation, such as its beta. */
  SHIFT,
  /** A running mean or variance: determined by data, not by gradients. */
  STATISTIC,
  /** Anything else that is trained. */
  OTHER;

  /**
   * Returns whether slots of this role are coordinates of a point.
   *
   * @return false for {@link #STATISTIC}, true for all others
   */
  public boolean isCoordinate() {
    return this != STATISTIC;
  }

  /**
   * Returns whether slots of this role can be pruned.
   *
   * @return true for {@link #WEIGHT} alone
   */
  public boolean isPrunable() {
    return this == WEIGHT;
  }
}
