package org.stockpot.weights;

/**
 * The straight line between two points, w(t) = (1 - t) a + t b.
 *
 * <p>Computed in double and stored in float. The ends are bit-exact, and a line between equal
 * points is that point for every t. Statistics are interpolated like everything else; whoever wants
 * others replaces them with {@link Point#withStatisticsOf}.
 *
 * @param from a, the point at t = 0
 * @param to b, the point at t = 1
 */
public record Line(Point from, Point to) {

  /**
   * Checks that both ends have the same layout.
   *
   * @throws IllegalArgumentException if they differ; the message names the first differing slot
   */
  public Line {
    from.layout().requireSame(to.layout());
  }

  /**
   * Returns the point at a position.
   *
   * @param t the position; 0 is {@code from}, 1 is {@code to}, others extrapolate
   * @return w(t)
   */
  public Point at(double t) {
    if (t == 0) {
      return from;
    }
    if (t == 1) {
      return to;
    }
    return Point.build(
        from.layout(),
        w -> {
          for (int i = 0; i < w.length; i++) {
            w[i] = (float) ((1 - t) * from.at(i) + t * to.at(i));
          }
        });
  }

  /**
   * Returns the same line walked from the other end.
   *
   * @return the reversed line
   */
  public Line reversed() {
    return new Line(to, from);
  }

  /**
   * Returns the distance between the ends.
   *
   * @return the Euclidean length
   */
  public double length() {
    return from.distance(to);
  }
}
