package org.stockpot.prune;

import java.util.List;
import org.stockpot.weights.Point;

/** Makes one network of several that were retrained under one mask from one start. */
@FunctionalInterface
public interface CopyMerger {

  /**
   * Merges copies.
   *
   * @param copies the trained points, at least one, all 0 where the mask prunes
   * @return one point that is 0 there too, such as their mean
   */
  Point merge(List<Point> copies);
}
