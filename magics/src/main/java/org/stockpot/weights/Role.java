package org.stockpot.weights;

/**
 * What the numbers of one slot do in the model.
 *
 * <p>A role decides three things: only a {@link #WEIGHT} can be pruned, a {@link #FROZEN} slot is
 * not trained, and a {@link #STATISTIC} or {@link #BUFFER} is carried along with a point but is no
 * coordinate of it.
 */
public enum Role {
  /**
   * A matrix or kernel by which a linear layer, a convolution or a matrix product multiplies; the
   * only role that pruning touches.
   */
  WEIGHT,
  /** A matrix or kernel like those of {@link #WEIGHT} that the user leaves unpruned. */
  UNPRUNED,
  /**
   * A table that is looked up in, added to or set beside data, and no product multiplies by: of
   * words, positions or classes.
   */
  EMBEDDING,
  /** An additive offset of a layer. */
  BIAS,
  /** A factor per channel, such as the gamma of batch normalisation. */
  SCALE,
  /** A per-channel offset of a normalisation, such as its beta. */
  SHIFT,
  /** A running mean or variance: determined by data, not by gradients. */
  STATISTIC,
  /** What a model reads and nothing changes, such as a table of fixed positions. */
  BUFFER,
  /** Anything that training leaves as it came. */
  FROZEN,
  /** Anything else that is trained. */
  OTHER;

  /**
   * Returns whether slots of this role are coordinates of a point.
   *
   * @return false for {@link #STATISTIC} and {@link #BUFFER}, true for all others
   */
  public boolean isCoordinate() {
    return this != STATISTIC && this != BUFFER;
  }

  /**
   * Returns whether training changes slots of this role by their gradients.
   *
   * @return true for coordinates that are not {@link #FROZEN}
   */
  public boolean isTrained() {
    return isCoordinate() && this != FROZEN;
  }

  /**
   * Returns whether slots of this role can be pruned.
   *
   * @return true for {@link #WEIGHT} alone
   */
  public boolean isPrunable() {
    return this == WEIGHT;
  }

  /**
   * Returns whether rows of slots of this role are filters: what directions in weight space are
   * normalised by.
   *
   * @return true for weights, pruned or not, and embeddings
   */
  public boolean hasFilters() {
    return this == WEIGHT || this == UNPRUNED || this == EMBEDDING;
  }
}
