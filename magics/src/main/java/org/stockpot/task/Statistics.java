package org.stockpot.task;

/**
 * What becomes of running statistics when points are blended. Blended statistics are those of no
 * network, so the choice can outweigh everything else that is measured.
 */
public enum Statistics {
  /** Keep those of the first point. */
  NONE,
  /** Blend them like weights. */
  CARRY,
  /**
   * Re-estimate them on training examples. See Jordan et al., "REPAIR: REnormalizing Permuted
   * Activations for Interpolation Repair", ICLR 2023.
   */
  RE_ESTIMATE
}
