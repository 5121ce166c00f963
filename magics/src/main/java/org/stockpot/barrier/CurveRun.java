package org.stockpot.barrier;

import java.util.List;
import org.stockpot.task.Baseline;
import org.stockpot.task.Pair;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Paired;
import org.stockpot.weights.Curve;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/**
 * One trained curve and what lies along it, beside the straight segment between the same ends.
 *
 * <p>Both paths are measured at equal shares of their own arc lengths, which are the positions of
 * {@link #path} and {@link #segment}: where the curve has walked a third of its way, the segment
 * has, too. The arc length is that of the polygon through the measured points, whose running
 * statistics count as nothing.
 *
 * @param pair the ends
 * @param mask the entries that were trained
 * @param seed of the curve's training
 * @param curve the curve
 * @param ts where the curve was measured, from 0 to 1
 * @param length the curve's arc length
 * @param path scores on the curve, by the share of its arc length
 * @param segment scores on the straight segment, by the share of its length
 * @param points points inside of the curve, with their statistics
 */
public record CurveRun(
    Pair pair,
    Mask mask,
    long seed,
    Curve curve,
    List<Double> ts,
    double length,
    PathScores path,
    PathScores segment,
    List<CurveRun.Place> points) {

  /**
   * A point of the curve.
   *
   * @param t where
   * @param point the point
   */
  public record Place(double t, Point point) {

    /** Returns t as names have it, such as {@code 0.25}. */
    @Override
    public String toString() {
      return Double.toString(Math.rint(t * 1e4) / 1e4);
    }
  }

  /** Copies the lists. */
  public CurveRun {
    ts = List.copyOf(ts);
    points = List.copyOf(points);
  }

  /**
   * Returns the bends.
   *
   * @return the control points between the ends, in order
   */
  public List<Point> bends() {
    return curve.points().subList(1, curve.points().size() - 1);
  }

  /**
   * Returns the height of the curve's barrier of the test error, with the interval of its test set.
   *
   * @param baseline what it is compared with
   * @return the height as a share of the examples
   */
  public Interval height(Baseline baseline) {
    return height(path, baseline);
  }

  /**
   * Returns the height of the straight segment's barrier of the test error, likewise.
   *
   * @param baseline what it is compared with
   * @return the height as a share of the examples
   */
  public Interval segmentHeight(Baseline baseline) {
    return height(segment, baseline);
  }

  private Interval height(PathScores scores, Baseline baseline) {
    double height = scores.height(Quantity.TEST_ERROR, baseline);
    return Paired.of(List.of(new Paired.Difference(seed, height, scores.excess())));
  }

  /** Returns the pair and the seed. */
  @Override
  public String toString() {
    return "curve " + pair.name() + ", seed " + seed;
  }
}
