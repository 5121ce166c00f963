package org.stockpot.barrier;

import java.util.List;
import org.stockpot.barrier.PlaneResult.Mark;
import org.stockpot.task.Statistics;
import org.stockpot.task.Task;
import org.stockpot.weights.Plane;
import org.stockpot.weights.Point;

/** The points of a plane by their coordinates in a picture. */
interface PlanePoints {

  /** Returns the points of which all others are blends. */
  List<Point> basis();

  /** Returns the share of each of the basis in the point at a place; they sum to 1. */
  double[] shares(double x, double y);

  /** Returns the point at a place, its running statistics treated as asked. */
  Point at(double x, double y, Statistics statistics, Task task);

  /**
   * The plane through three points. The shares of a place are its barycentric coordinates, and
   * running statistics are blended by them inside the triangle.
   *
   * @param basis the corners
   * @param marks where they lie: the first at the origin, the second on the first axis
   */
  record Triangle(List<Point> basis, List<Mark> marks) implements PlanePoints {

    /** A smaller share is an edge's, up to rounding. */
    private static final double EDGE = 1e-12;

    @Override
    public double[] shares(double x, double y) {
      Mark b = marks.get(1);
      Mark c = marks.get(2);
      double third = snapped(y / c.y());
      double second = snapped((x - third * c.x()) / b.x());
      return new double[] {snapped(1 - second - third), second, third};
    }

    private static double snapped(double share) {
      return Math.abs(share) < EDGE ? 0 : share;
    }

    @Override
    public Point at(double x, double y, Statistics statistics, Task task) {
      return statistics.blend(basis, shares(x, y), task);
    }
  }

  /**
   * A plane around one point. All others lie beyond it: no member's share could blend their
   * statistics, which are re-estimated or the centre's.
   *
   * @param plane the plane
   * @param basis the centre, and it moved by each direction
   */
  record Around(Plane plane, List<Point> basis) implements PlanePoints {

    static Around of(Plane plane) {
      Point centre = plane.origin();
      return new Around(plane, List.of(centre, centre.plus(plane.u()), centre.plus(plane.v())));
    }

    @Override
    public double[] shares(double x, double y) {
      return new double[] {1 - x - y, x, y};
    }

    @Override
    public Point at(double x, double y, Statistics statistics, Task task) {
      Point point = plane.at(x, y);
      boolean centre = x == 0 && y == 0;
      boolean own = statistics != Statistics.RE_ESTIMATE && centre;
      return statistics == Statistics.NONE || own ? point : task.recalibrate(point);
    }
  }
}
