package org.stockpot.task.replicates;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stockpot.task.PerExample;
import org.stockpot.task.replicates.Interval.Over;

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
    Means means = Means.of(differences);
    Estimate estimate = means.estimate();
    int n = estimate.n();
    return interval(
        estimate.mean(), List.of(means.noise()), n, Over.REPLICATES, means.examples(), smallest(n));
  }

  /**
   * Returns how far the mean of some replicates lies above that of others that share no replicate
   * with them, as those of other seeds. With n and m replicates of either kind:
   *
   * <pre>
   *   SE² = var_s(a_s) / n + var_s(b_s) / m + var_i(mean_s a_si - mean_s b_si) / N
   * </pre>
   *
   * <p>with Welch and Satterthwaite's degrees of freedom of the sum of the three.
   *
   * @param ones values of one kind, one or more; those of one replicate are averaged first
   * @param others values of the other kind
   * @return the mean of the ones minus that of the others; n counts the replicates of both. Where
   *     either kind has one replicate there is only the error of the test set
   */
  public static Interval unpaired(List<Difference> ones, List<Difference> others) {
    Means one = Means.of(ones);
    Means other = Means.of(others);
    double mean = one.estimate().mean() - other.estimate().mean();
    int n = one.estimate().n();
    int m = other.estimate().n();
    return interval(
        mean,
        List.of(one.noise(), other.noise()),
        n + m,
        Over.REPLICATES,
        one.examples().minus(other.examples()),
        smallest(Math.max(n, m)));
  }

  /** Values of replicates, and their mean by example. */
  private record Means(Estimate estimate, PerExample examples) {

    static Means of(List<Difference> differences) {
      Map<Long, List<Difference>> replicates = new LinkedHashMap<>();
      differences.forEach(
          d -> replicates.computeIfAbsent(d.replicate(), r -> new ArrayList<>()).add(d));
      List<Double> values = new ArrayList<>();
      List<PerExample> examples = new ArrayList<>();
      for (List<Difference> same : replicates.values()) {
        values.add(same.stream().mapToDouble(Difference::value).average().orElseThrow());
        examples.add(PerExample.mean(same.stream().map(Difference::examples).toList()));
      }
      return new Means(Estimate.of(values), PerExample.mean(examples));
    }

    /** Returns the noise of the mean over replicates; NaN for one. */
    Noise noise() {
      int n = estimate.n();
      double variance = n < 2 ? Double.NaN : estimate.sd() * estimate.sd() / n;
      return new Noise(variance, n - 1.0);
    }
  }

  /** A term of the variance of a mean, with its degrees of freedom. */
  private record Noise(double variance, double freedom) {}

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
    PerExample examples = PerExample.mean(pairs.stream().map(Between::examples).toList());
    Noise noise = new Noise(spread, m - 1.0);
    return interval(mean, List.of(noise), m, Over.NETWORKS, examples, smallest(m));
  }

  private static double without(String network, List<Between> pairs) {
    return pairs.stream()
        .filter(pair -> !pair.from().equals(network) && !pair.to().equals(network))
        .mapToDouble(Between::value)
        .average()
        .orElse(Double.NaN);
  }

  /** Returns the variance by example of a mean of n where one example of one of them differs. */
  private static double smallest(int n) {
    return 1.0 / n / n;
  }

  /** Adds the error of the test set to the variance of a mean over replicates. */
  private static Interval interval(
      double mean, List<Noise> noises, int n, Over over, PerExample examples, double smallest) {
    int count = examples.count();
    List<Noise> terms = new ArrayList<>(noises);
    boolean single = noises.stream().anyMatch(noise -> Double.isNaN(noise.variance()));
    if (single) {
      terms.clear();
    }
    if (count >= 2) {
      double variance = examples.variance() > 0 ? examples.variance() : smallest / count;
      terms.add(new Noise(variance / count, count - 1.0));
    }
    double sum = terms.stream().mapToDouble(Noise::variance).sum();
    double squares =
        terms.stream().mapToDouble(t -> t.variance() * t.variance() / t.freedom()).sum();
    double error = terms.isEmpty() ? Double.NaN : Math.sqrt(sum);
    boolean byExamples = single && count >= 2;
    double freedom = terms.size() == 1 ? terms.get(0).freedom() : sum * sum / squares;
    return Interval.of(mean, error, freedom, n, byExamples ? Over.EXAMPLES : over);
  }
}
