package org.stockpot.task;

import org.stockpot.weights.Point;

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
  RE_ESTIMATE;

  /**
   * Returns a blend of points with statistics of this kind.
   *
   * @param blend the blend, its statistics blended too
   * @param first the first of the points
   * @param task re-estimates statistics
   * @return the point to use; the blend itself if it has no statistics
   * @throws RecalibrationException if statistics are to be re-estimated and cannot be
   */
  public Point treat(Point blend, Point first, Task task) {
    return switch (this) {
      case NONE -> blend.layout().hasStatistics() ? blend.withStatisticsOf(first) : blend;
      case CARRY -> blend;
      case RE_ESTIMATE -> task.recalibrate(blend);
    };
  }
}
