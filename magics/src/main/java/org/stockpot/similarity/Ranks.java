package org.stockpot.similarity;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.stockpot.task.matrix.SymmetricEigenvalues;

/**
 * How many directions a representation spreads over, of the singular values s of its centred
 * activations.
 *
 * @param effectiveRank {@code exp(-sum_i p_i log p_i)} of {@code p_i = s_i / sum_j s_j}: Roy,
 *     Vetterli, "The Effective Rank", EUSIPCO 2007, §2
 * @param entropy {@code -sum_i q_i log q_i} of the shares of variance {@code q_i = s_i² / sum_j
 *     s_j²}, in nats
 * @param participationRatio {@code (sum_i s_i²)² / sum_i s_i⁴}
 */
public record Ranks(double effectiveRank, double entropy, double participationRatio) {

  /** Of a representation that is the same for all examples. */
  static final Ranks NONE = new Ranks(0, 0, 0);

  /** Singular values below this share of the largest are what rounding left. */
  private static final double ROUNDING = 1e-6;

  /**
   * Returns the ranks of a representation.
   *
   * @param rows one row per example, at least two
   * @return its ranks, all 0 if all rows are the same
   * @throws IllegalArgumentException if rows are of different lengths, or not finite
   */
  public static Ranks of(float[][] rows) {
    return of(Features.ofRows(rows));
  }

  /** Returns the ranks of centred features. */
  static Ranks of(Features features) {
    return of(features, features.examples());
  }

  /**
   * Returns the ranks of the first examples, by the covariances of features, or by the products of
   * examples where there are fewer of those.
   */
  static Ranks of(Features features, int most) {
    Features first = features.first(most);
    float[][] varying = first.varying();
    if (varying.length == 0) {
      return NONE;
    }
    int n = first.examples();
    return ofVariances(
        SymmetricEigenvalues.of(
            varying.length < n
                ? Products.ofColumns(transposed(varying, n), varying.length)
                : Products.ofColumns(varying, n)));
  }

  private static float[][] transposed(float[][] features, int examples) {
    float[][] rows = new float[examples][features.length];
    for (int f = 0; f < features.length; f++) {
      for (int i = 0; i < examples; i++) {
        rows[i][f] = features[f][i];
      }
    }
    return rows;
  }

  private static Ranks ofVariances(double[] eigenvalues) {
    double most = Arrays.stream(eigenvalues).max().orElse(0);
    double[] squares =
        Arrays.stream(eigenvalues).filter(e -> e > ROUNDING * ROUNDING * most).toArray();
    double variance = Arrays.stream(squares).sum();
    double quartic = Arrays.stream(squares).map(e -> e * e).sum();
    return new Ranks(
        Math.exp(entropy(Arrays.stream(squares).map(Math::sqrt).toArray())),
        entropy(squares),
        variance * variance / quartic);
  }

  private static double entropy(double[] parts) {
    double all = DoubleStream.of(parts).sum();
    return -DoubleStream.of(parts).map(x -> x / all * Math.log(x / all)).sum() + 0.0;
  }
}
