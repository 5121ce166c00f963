package org.stockpot.weights;

/**
 * A plane in weight space, w(x, y) = o + x u + y v, computed in double and stored in float.
 * Statistics are those of the origin.
 *
 * @param origin o
 * @param u the first direction
 * @param v the second direction
 */
public record Plane(Point origin, Point u, Point v) {

  /**
   * Checks that all have the same layout.
   *
   * @throws IllegalArgumentException if they differ; the message names the first differing slot
   */
  public Plane {
    origin.layout().requireSame(u.layout());
    origin.layout().requireSame(v.layout());
  }

  /**
   * Returns the plane through three points in their own coordinates: a is (0, 0), b is (1, 0) and c
   * is (0, 1).
   *
   * @param a the origin
   * @param b the point at (1, 0)
   * @param c the point at (0, 1)
   * @return the plane
   */
  public static Plane through(Point a, Point b, Point c) {
    return new Plane(a, b.minus(a), c.minus(a));
  }

  /**
   * Returns the same plane with directions of length 1 at right angles, by Gram and Schmidt; u
   * keeps its direction. Distances in the plane are then distances in weight space.
   *
   * @return the orthonormal plane
   * @throws IllegalArgumentException if the directions are parallel
   */
  public Plane orthonormal() {
    double length = u.norm();
    Point first = u.times(1 / length);
    Point rest = v.minus(first.times(first.dot(v)));
    double height = rest.norm();
    if (!(length > 0) || !(height > 1e-6 * v.norm())) {
      throw new IllegalArgumentException("three points must span a plane, got points on one line");
    }
    return new Plane(origin, first, rest.times(1 / height));
  }

  /**
   * Returns the point at a position.
   *
   * @param x along u
   * @param y along v
   * @return w(x, y); the origin itself, bit for bit, at (0, 0)
   */
  public Point at(double x, double y) {
    Layout layout = origin.layout();
    return Point.build(
        layout,
        w -> {
          for (Slot slot : layout.slots()) {
            boolean moves = slot.role().isCoordinate() && !(x == 0 && y == 0);
            int end = slot.end();
            for (int i = slot.offset(); i < end; i++) {
              w[i] = moves ? (float) (origin.at(i) + x * u.at(i) + y * v.at(i)) : origin.at(i);
            }
          }
        });
  }

  /**
   * Returns where a point of the plane lies, for an orthonormal plane.
   *
   * @param point a point
   * @return x and y of its projection onto the plane
   */
  public double[] coordinates(Point point) {
    Point from = point.minus(origin);
    return new double[] {from.dot(u), from.dot(v)};
  }
}
