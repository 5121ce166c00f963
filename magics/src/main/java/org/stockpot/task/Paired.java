package org.stockpot.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stockpot.task.Interval.Over;

/**
 * Means of differences that are taken inside a replicate, such as ticket minus dense run of one
 * seed, over replicates that share a test set.
 *
 * <p>With d_s the difference of replicate s of n, and d_si that of its example i of N:
 *
 * <pre>
 *   mean = sum_s d_s / n
 *   SE²  = var_s(d_s) / n + var_i(sum_s d_si / n) / N
 * </pre>
 *
 * <p>The first term is the noise of training, the second the error of the test set, which more
 * seeds do not average out. For classes and one replicate the second is McNemar's. The interval is
 * {@code mean ± t(0.975, f) SE} with Welch and Satterthwaite's degrees of freedom f of the sum.
 * Where no example differs the second term is what one example in one replicate would make it, so
 * that a small test set does not look exact. With one replicate there is only the second term, and
 * the interval says so ({@link Over#EXAMPLES}).
 */
public final class Paired {

  /** Fewer networks give no jackknife. */
  public static final int LEAST_NETWORKS = 4;

  /**
   * A difference inside one replicate.
   *
   * @param replicate which replicate; differences of the same one are averaged first
   * @param value the difference
   * @param examples the same for each example of the test set; {@link PerExample#NONE} if they are
   *     not known
   */
  public record Difference(long replicate, double value, PerExample examples) {

    /**
     * Returns how far the error of one network lies above that of another.
     *
     * @param replicate which replicate
     * @param error the one's error
     * @param other the other's
     * @param errors the one's errors by example
     * @param others the other's
     * @return the difference
     */
    public static Difference of(
        long replicate, double error, double other, PerExample errors, PerExample others) {
      return new Difference(replicate, error - other, errors.minus(others));
    }
  }

  /**
   * A value between two networks, such as the height of a barrier.
   *
   * @param from the digest of one
   * @param to the digest of the other
   * @param value the value
   * @param examples the same for each example of the test set
   */
  public record Between(String from, String to, double value, PerExample examples) {}

  private Paired() {}

  /**
   * Returns the mean difference over replicates.
   *
   * @param differences one or more; those of one replicate are averaged first
   * @return the mean, its interval and the number of replicates
   */
  public static Interval of(List<Difference> differences) {
    Map<Long, List<Difference>> replicates = new LinkedHashMap<>();
    differences.forEach(
        d -> replicates.computeIfAbsent(d.replicate(), r -> new ArrayList<>()).add(d));
    List<Double> values = new ArrayList<>();
    List<PerExample> examples = new ArrayList<>();
    for (List<Difference> same : replicates.values()) {
      values.add(same.stream().mapToDouble(Difference::value).average().orElseThrow());
      examples.add(mean(same.stream().map(Difference::examples).toList()));
    }
    Estimate estimate = Estimate.of(values);
    int n = estimate.n();
    double spread = n < 2 ? Double.NaN : estimate.sd() * estimate.sd() / n;
    return interval(estimate.mean(), spread, n, Over.REPLICATES, mean(examples));
  }

  /**
   * Returns the mean over pairs that share networks, with the jackknife over networks:
   *
   * <pre>
   *   θ(k) = mean over the pairs without network k,   SE² = (m - 1) / m sum_k (θ(k) - mean θ)²
   * </pre>
   *
   * <p>for m networks, plus the term of the test set. See Efron, Stein, "The Jackknife Estimate of
   * Variance", Annals of Statistics 9 (1981), 586–596, §1.
   *
   * @param pairs one or more
   * @return the mean, its interval and the number of networks; without a width below {@link
   *     #LEAST_NETWORKS} networks, or if a network is in all pairs
   */
  public static Interval ofSharing(List<Between> pairs) {
    Set<String> networks = new LinkedHashSet<>();
    pairs.forEach(pair -> Collections.addAll(networks, pair.from(), pair.to()));
    int m = networks.size();
    double mean = pairs.stream().mapToDouble(Between::value).average().orElse(Double.NaN);
    if (m < LEAST_NETWORKS) {
      return new Interval(mean, Double.NaN, m, Over.NETWORKS);
    }
    List<Double> without = networks.stream().map(network -> without(network, pairs)).toList();
    Estimate estimate = Estimate.of(without);
    double spread = (m - 1.0) * (m - 1.0) / m * estimate.sd() * estimate.sd();
    if (Double.isNaN(spread)) {
      return new Interval(mean, Double.NaN, m, Over.NETWORKS);
    }
    PerExample examples = mean(pairs.stream().map(Between::examples).toList());
    return interval(mean, spread, m, Over.NETWORKS, examples);
  }

  private static double without(String network, List<Between> pairs) {
    return pairs.stream()
        .filter(pair -> !pair.from().equals(network) && !pair.to().equals(network))
        .mapToDouble(Between::value)
        .average()
        .orElse(Double.NaN);
  }

  /** Adds the error of the test set to the variance of a mean over replicates. */
  private static Interval interval(
      double mean, double spread, int n, Over over, PerExample examples) {
    int count = examples.count();
    if (count < 2) {
      return Interval.of(mean, Math.sqrt(spread), n - 1.0, n, over);
    }
    double one = 1.0 / n / n / count;
    double variance = examples.variance() > 0 ? examples.variance() : one;
    double test = variance / count;
    if (Double.isNaN(spread)) {
      return Interval.of(mean, Math.sqrt(test), count - 1.0, n, Over.EXAMPLES);
    }
    double sum = spread + test;
    double freedom = sum * sum / (spread * spread / (n - 1) + test * test / (count - 1));
    return Interval.of(mean, Math.sqrt(sum), freedom, n, over);
  }

  private static PerExample mean(List<PerExample> sets) {
    return PerExample.sum(Collections.nCopies(sets.size(), 1.0 / sets.size()), sets);
  }
}
