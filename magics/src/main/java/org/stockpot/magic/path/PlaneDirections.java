package org.stockpot.magic.path;

import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.option.Help;

/**
 * Which plane is surveyed.
 *
 * @param along which directions
 * @param snapshots how many points of a training are kept
 * @param examples of the loss whose curvature it is
 */
record PlaneDirections(
    @Help(
            "directions: points (through three), random (filter-normalised, around one), pca (in which"
                + " a training went most) or top (of the largest curvature at a point)")
        Along along,
    @Help("for pca: points of the training that are kept, at least 3") int snapshots,
    @Help("for top: training examples of the Hessian, a number or all") ExampleCount examples) {

  /** The kinds of planes. */
  enum Along {
    /** Through three points. */
    POINTS,
    /** Random around one point. */
    RANDOM,
    /** Along the principal components of a training. */
    PCA,
    /** Along the vectors of the largest eigenvalues. */
    TOP
  }

  static PlaneDirections defaults() {
    return new PlaneDirections(Along.POINTS, 31, ExampleCount.of(2000));
  }
}
