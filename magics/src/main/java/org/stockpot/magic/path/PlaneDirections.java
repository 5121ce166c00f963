package org.stockpot.magic.path;

import java.util.List;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.option.Help;

/**
 * Which plane is surveyed.
 *
 * @param along which directions
 * @param snapshots how many points of a training are kept
 * @param examples of the loss whose curvature it is
 * @param parameters whose box is drawn; none for the first two
 */
record PlaneDirections(
    @Help(
            "directions: points (through three), random (filter-normalised, around one), pca (in which"
                + " a training went most), top (of the largest curvature at a point) or box (two"
                + " parameters of an error function over their ranges)")
        Along along,
    @Help("for pca: points of the training that are kept, at least 3") int snapshots,
    @Help("for top: training examples of the Hessian, a number or all") ExampleCount examples,
    @Help("for box: the names of two parameters; left out for the first two")
        List<String> parameters) {

  /** The kinds of planes. */
  enum Along {
    /** Through three points. */
    POINTS,
    /** Random around one point. */
    RANDOM,
    /** Along the principal components of a training. */
    PCA,
    /** Along the vectors of the largest eigenvalues. */
    TOP,
    /** Two parameters of an error function. */
    BOX
  }

  static PlaneDirections defaults() {
    return new PlaneDirections(Along.POINTS, 31, ExampleCount.of(2000), List.of());
  }
}
