package org.stockpot.landscape;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How far one can go from a network until its loss has risen to that of the edge.
 *
 * <p>For radii r of random directions, uniform on the sphere of the n coordinates that move, the
 * volume of a region that is star-shaped about the network is {@code V = V_n E[r^n]}, where V_n is
 * that of the unit ball. Its logarithm is estimated by {@code ln V_n + n mean(ln r)}, which by
 * Jensen's inequality is a lower bound of it, with the standard error {@code n sd(ln r) / sqrt(k)}
 * over k directions. Where an edge is not within reach, the reach is taken in its place, so that
 * the bound is one still. The definition is ours.
 *
 * @param name what the network is called
 * @param loss at the network
 * @param edge the loss at the edge
 * @param norm of the weights
 * @param coordinates n, how many move
 * @param reach how far was looked, in weight space
 * @param radii one for each direction, by how it was chosen; empty where the edge is not within
 *     reach
 * @param missing kinds of directions that there are none of, and why
 */
public record Basin(
    String name,
    double loss,
    double edge,
    double norm,
    int coordinates,
    double reach,
    Map<String, List<OptionalDouble>> radii,
    Map<String, String> missing) {

  /** Directions that are uniform on the sphere. */
  public static final String RANDOM = "random";

  /** Directions of noise in proportion to each weight. */
  public static final String NOISE = "weight noise";

  /** The direction in which the loss rises. */
  public static final String UP = "gradient";

  /** The direction in which it falls. */
  public static final String DOWN = "minus gradient";

  /** Copies the maps, in their order. */
  public Basin {
    radii = new LinkedHashMap<>(radii);
    radii.replaceAll((kind, found) -> List.copyOf(found));
    missing = new LinkedHashMap<>(missing);
  }

  /**
   * Returns the radii of one kind; the reach where an edge is not within it.
   *
   * @param kind such as {@code random}
   * @return distances in weight space
   */
  public double[] lengths(String kind) {
    return radii.get(kind).stream().mapToDouble(r -> r.orElse(reach)).toArray();
  }

  /**
   * Returns in how many directions of a kind the edge is not within reach.
   *
   * @param kind such as {@code random}
   * @return the count
   */
  public long open(String kind) {
    return radii.get(kind).stream().filter(OptionalDouble::isEmpty).count();
  }

  /**
   * Returns the geometric mean of the radii of a kind, {@code exp mean(ln r)}.
   *
   * @param kind such as {@code random}
   * @return a distance in weight space; a lower bound if some edges are not within reach
   */
  public double radius(String kind) {
    return Math.exp(meanLog(kind));
  }

  /**
   * Returns the standard error of the mean of {@code ln r} over the directions of a kind: of its
   * geometric mean, as a share of it.
   *
   * @param kind such as {@code random}
   * @return the standard error; NaN of one direction
   */
  public double logError(String kind) {
    double[] lengths = lengths(kind);
    double mean = meanLog(kind);
    double squares =
        Arrays.stream(lengths).map(r -> (Math.log(r) - mean) * (Math.log(r) - mean)).sum();
    int k = lengths.length;
    return k < 2 ? Double.NaN : Math.sqrt(squares / (k - 1) / k);
  }

  private double meanLog(String kind) {
    return Arrays.stream(lengths(kind)).map(Math::log).average().orElseThrow();
  }

  /**
   * Returns the estimate of the logarithm of the volume, by the random directions.
   *
   * @return in nats
   */
  public double logVolume() {
    return logUnitBall(coordinates) + coordinates * meanLog(RANDOM);
  }

  /**
   * Returns its standard error.
   *
   * @return in nats
   */
  public double logVolumeError() {
    return coordinates * logError(RANDOM);
  }

  /**
   * Returns the logarithm of the volume of the unit ball, by {@code V_n = V_(n-2) 2π / n}.
   *
   * @param n dimensions, at least 1
   * @return in nats
   */
  static double logUnitBall(int n) {
    double log = n % 2 == 0 ? 0 : Math.log(2);
    for (int k = n % 2 == 0 ? 2 : 3; k <= n; k += 2) {
      log += Math.log(2 * Math.PI / k);
    }
    return log;
  }
}
