package org.stockpot.landscape;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How rough the loss is around one network: the normalised total variation T of rays in random
 * directions, and the roughness index, {@code sd(T) / mean(T)}.
 *
 * <p>See Wu et al., "Roughness Index for Loss Landscapes of Neural Network Models of Partial
 * Differential Equations", 2021, whose abstract names mean and variance of the normalised total
 * variation along random directions; the ratio, the length of rays and their sampling are ours. A
 * ray along which the loss stays the same has no T, nor has one along which it is not finite: both
 * are counted, not averaged.
 *
 * @param name what the network is called
 * @param loss at the network
 * @param length of the rays to each side, in weight space
 * @param rays the rays
 */
public record Roughness(String name, double loss, double length, List<Ray> rays) {

  private static final int LEAST_OF_A_JACKKNIFE = 3;

  /** Copies the rays. */
  public Roughness {
    rays = List.copyOf(rays);
  }

  /**
   * Returns the variations of the rays that have one.
   *
   * @return T of each
   */
  public List<Double> variations() {
    return rays.stream()
        .map(Ray::variation)
        .filter(OptionalDouble::isPresent)
        .map(OptionalDouble::getAsDouble)
        .toList();
  }

  /**
   * Returns the mean of T.
   *
   * @return the mean; NaN if no ray has a variation
   */
  public double mean() {
    return mean(variations());
  }

  /**
   * Returns the standard deviation of T over rays.
   *
   * @return with n - 1; NaN of fewer than two rays
   */
  public double sd() {
    return sd(variations());
  }

  /**
   * Returns the roughness index.
   *
   * @return the standard deviation by the mean; NaN of fewer than two rays
   */
  public double index() {
    return sd() / mean();
  }

  /**
   * Returns the standard error of the index over rays, by the jackknife.
   *
   * @return the standard error; NaN of fewer than three rays
   */
  public double standardError() {
    List<Double> all = variations();
    int n = all.size();
    if (n < LEAST_OF_A_JACKKNIFE) {
      return Double.NaN;
    }
    List<Double> left = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      List<Double> others = new ArrayList<>(all);
      others.remove(i);
      left.add(sd(others) / mean(others));
    }
    return sd(left) * (n - 1) / Math.sqrt(n);
  }

  /**
   * Returns along how many rays the loss stays the same.
   *
   * @return the count
   */
  public long flat() {
    return rays.stream().filter(ray -> ray.isFinite() && ray.variation().isEmpty()).count();
  }

  /**
   * Returns along how many rays the loss is NaN or infinite somewhere.
   *
   * @return the count
   */
  public long diverged() {
    return rays.stream().filter(ray -> !ray.isFinite()).count();
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  private static double sd(List<Double> values) {
    double mean = mean(values);
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return values.size() < 2 ? Double.NaN : Math.sqrt(squares / (values.size() - 1));
  }
}
