package org.stockpot.weights;

import java.util.Arrays;

/**
 * The weighted mean of points, sum_i c_i w_i / sum_i c_i, statistics included, taken one point at a
 * time.
 *
 * <p>The sum runs in double and is divided once, so that the mean of equal points is that point,
 * bit for bit. Memory is one double vector, however many points are added. An accumulator: {@link
 * #add} changes it.
 */
public final class Centroid {

  private final Layout layout;
  private final double[] sum;
  private double total;
  private int count;

  /**
   * Starts with no points.
   *
   * @param layout the layout of the points to come
   */
  public Centroid(Layout layout) {
    this.layout = layout;
    sum = new double[layout.size()];
    // -0.0 is the neutral element of addition: starting from +0.0 would lose the sign of -0.0.
    Arrays.fill(sum, -0.0);
  }

  /**
   * Returns the mean of some points with equal weights.
   *
   * @param points at least one point, all of one layout
   * @return their mean
   * @throws IllegalArgumentException if there are none or the layouts differ
   */
  public static Point of(Iterable<Point> points) {
    Centroid centroid = null;
    for (Point point : points) {
      centroid = centroid == null ? new Centroid(point.layout()) : centroid;
      centroid.add(point, 1);
    }
    if (centroid == null) {
      throw new IllegalArgumentException("a mean must have at least one point, got none");
    }
    return centroid.mean();
  }

  /**
   * Adds a point.
   *
   * @param point a point of this centroid's layout
   * @param weight its finite weight c; negative weights are allowed
   * @return this centroid
   * @throws IllegalArgumentException if the layout differs or the weight is not finite
   */
  public Centroid add(Point point, double weight) {
    layout.requireSame(point.layout());
    if (!Double.isFinite(weight)) {
      throw new IllegalArgumentException("a weight must be finite, got " + weight);
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * point.at(i);
    }
    total += weight;
    count++;
    return this;
  }

  /**
   * Returns the number of points added.
   *
   * @return at least 0
   */
  public int count() {
    return count;
  }

  /**
   * Returns the mean of the points added so far.
   *
   * @return the weighted mean
   * @throws IllegalArgumentException if the weights sum to 0, as they do before the first point
   */
  public Point mean() {
    if (total == 0) {
      throw new IllegalArgumentException("the weights of a mean must not sum to 0, got " + total);
    }
    return Point.build(
        layout,
        w -> {
          for (int i = 0; i < w.length; i++) {
            w[i] = (float) (sum[i] / total);
          }
        });
  }
}
