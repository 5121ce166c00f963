package org.stockpot.study;

import java.util.List;
import java.util.Locale;
import org.stockpot.barrier.PlaneOptions;
import org.stockpot.barrier.PlaneResult;
import org.stockpot.barrier.PlaneSurvey;
import org.stockpot.curvature.AxialSubspace;
import org.stockpot.curvature.Eigenpairs;
import org.stockpot.curvature.Lanczos;
import org.stockpot.curvature.LanczosOptions;
import org.stockpot.curvature.ProductProgress;
import org.stockpot.task.Part;
import org.stockpot.task.Progress;
import org.stockpot.task.Task;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.ExampleCount;
import org.stockpot.task.analysis.Operators;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Plane;
import org.stockpot.weights.Point;

/**
 * The plane around a network along the two directions in which its training loss bends most: the
 * vectors of the two largest eigenvalues of the Hessian, inside of the network's mask, each as long
 * as the weights, so that 1 is their norm.
 */
public final class CurvaturePlane {

  private CurvaturePlane() {}

  /**
   * Finds the directions and surveys their plane.
   *
   * @param name what the network is called
   * @param at the network and its mask
   * @param examples how many training examples the Hessian is of
   * @param task gives derivatives and scores
   * @param options the settings, whose reach counts
   * @param progress told about each point measured
   * @return the plane
   * @throws UnsupportedOperationException with the reason, if the task knows no derivatives
   * @throws IllegalArgumentException if the mask leaves fewer than two coordinates
   */
  public static PlaneResult of(
      String name,
      MaskedPoint at,
      ExampleCount examples,
      Task task,
      PlaneOptions options,
      Progress progress) {
    Derivatives derivatives =
        task.derivatives(examples.of(Part.TRAINING, options.seed())).orThrow();
    LanczosOptions lanczos = LanczosOptions.top(2);
    ProductProgress products = new ProductProgress(progress, derivatives);
    products.plan(lanczos.products());
    ProductProgress.Counter made = products.counter(lanczos.products());
    Eigenpairs pairs =
        Lanczos.of(
            Operators.hessian(derivatives, at.point()), AxialSubspace.of(at.mask()), lanczos, made);
    made.end();
    if (pairs.top().size() < 2) {
      throw new IllegalArgumentException(
          name + " must have two coordinates for a plane, got " + pairs.top().size());
    }
    double norm = at.point().norm() > 0 ? at.point().norm() : 1;
    Point first = pairs.vector(0).times(norm);
    Plane plane = new Plane(at.point(), first, pairs.vector(1).times(norm));
    PlaneResult.Along along =
        new PlaneResult.Along(
            "directions of the largest curvature at " + name,
            List.of(axis(pairs, 0), axis(pairs, 1)),
            List.of());
    double[] origin = {0, 0};
    return PlaneSurvey.along(
        plane,
        PlaneSurvey.marks(name, origin, at.point(), task, options),
        along,
        task,
        options,
        progress);
  }

  private static String axis(Eigenpairs pairs, int i) {
    return String.format(
        Locale.ROOT,
        "eigenvector %d, λ = %.3g%s",
        i + 1,
        pairs.top().get(i).value(),
        pairs.top().get(i).converged() ? "" : ", not converged");
  }
}
