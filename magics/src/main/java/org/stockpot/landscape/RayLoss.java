package org.stockpot.landscape;

import java.util.List;
import org.stockpot.task.Blends;
import org.stockpot.task.Objective;
import org.stockpot.task.work.Interrupts;
import org.stockpot.weights.Plane;
import org.stockpot.weights.Point;

/** The loss along a ray, {@code f(s) = L(w + s d)}, whose running statistics are those of w. */
final class RayLoss implements AutoCloseable {

  private final Objective objective;
  private final Plane plane;
  private final Blends blends;

  RayLoss(Objective objective, Point from, Point direction) {
    this.objective = objective;
    plane = new Plane(from, direction, direction);
    blends = objective.blends(List.of(from, plane.at(1, 0)));
  }

  double at(double s) {
    Interrupts.check();
    return s != 0 && plane.origin().layout().hasStatistics()
        ? objective.score(plane.at(s, 0)).loss()
        : blends.score(1 - s, s).loss();
  }

  @Override
  public void close() {
    blends.close();
  }
}
