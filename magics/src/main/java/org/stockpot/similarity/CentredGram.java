package org.stockpot.similarity;

import org.stockpot.task.matrix.Rows;

/**
 * The products of a representation's examples with one another, {@code K = X X^T}, centred as an
 * estimator wants it, so that the dependence of two is a plain product of theirs:
 *
 * <pre>
 * biased:   HSIC = sum_ij (HKH)_ij (HLH)_ij / (n - 1)²
 * unbiased: HSIC = sum_{i != j} K~_ij L~_ij / (n (n - 3)),
 *           K~_ij = K_ij - sum_l K_il / (n - 2) - sum_k K_kj / (n - 2)
 *                        + sum_kl K_kl / ((n - 1) (n - 2)),  K_ii := 0
 * </pre>
 *
 * <p>The second is the estimator of Song et al. (JMLR 2012, eq. 5) as Székely and Rizzo (Annals of
 * Statistics 2014, §3) write it.
 */
final class CentredGram {

  /** What rounding leaves of a dependence that is 0, as a share of the products. */
  private static final double ROUNDING = 1e-12;

  /** Entries on and below the diagonal, those below times √2. */
  private final double[] entries;

  private final double scale;
  private final boolean dead;

  private CentredGram(double[] entries, double scale, boolean dead) {
    this.entries = entries;
    this.scale = scale;
    this.dead = dead;
  }

  /** Returns the centred products of a representation. */
  static CentredGram of(Features features, Estimator estimator) {
    return of(features.products(), estimator);
  }

  /** Returns the centred products of a representation, by its products. */
  static CentredGram of(double[][] products, Estimator estimator) {
    int n = products.length;
    double squares = squares(products);
    boolean unbiased = estimator == Estimator.UNBIASED;
    double scale = unbiased ? (double) n * (n - 3) : (double) (n - 1) * (n - 1);
    double[] entries = unbiased ? unbiased(products) : biased(products);
    boolean dead = Rows.product(entries, entries, entries.length) <= ROUNDING * squares;
    return new CentredGram(entries, scale, dead);
  }

  private static double squares(double[][] products) {
    double sum = 0;
    for (int i = 0; i < products.length; i++) {
      double[] row = products[i];
      sum += 2 * Rows.product(row, row, i) + row[i] * row[i];
    }
    return sum;
  }

  /** Features were centred, but in float: what that left is taken away here. */
  private static double[] biased(double[][] k) {
    int n = k.length;
    double[] means = sums(k, true);
    double mean = 0;
    for (int i = 0; i < n; i++) {
      means[i] /= n;
      mean += means[i] / n;
    }
    double[] entries = new double[n * (n + 1) / 2];
    int at = 0;
    for (int i = 0; i < n; i++) {
      centre(entries, at, k[i], means, means[i] - mean, i);
      entries[at + i] = k[i][i] - 2 * means[i] + mean;
      at += i + 1;
    }
    return entries;
  }

  private static double[] unbiased(double[][] k) {
    int n = k.length;
    double[] sums = sums(k, false);
    double all = 0;
    for (double sum : sums) {
      all += sum;
    }
    double constant = all / ((double) (n - 1) * (n - 2));
    for (int i = 0; i < n; i++) {
      sums[i] /= n - 2;
    }
    double[] entries = new double[n * (n - 1) / 2];
    int at = 0;
    for (int i = 0; i < n; i++) {
      centre(entries, at, k[i], sums, sums[i] - constant, i);
      at += i;
    }
    return entries;
  }

  /** Takes means from the first numbers of a row, and stores them times √2. */
  private static void centre(
      double[] entries, int at, double[] row, double[] means, double mean, int count) {
    double factor = Math.sqrt(2);
    for (int j = 0; j < count; j++) {
      entries[at + j] = factor * (row[j] - means[j] - mean);
    }
  }

  private static double[] sums(double[][] k, boolean diagonal) {
    double[] sums = new double[k.length];
    for (int i = 0; i < k.length; i++) {
      sums[i] = Rows.sum(k[i], diagonal ? i + 1 : i);
      Rows.add(sums, 1, k[i], i);
    }
    return sums;
  }

  /** Returns how many numbers one of some examples keeps. */
  static long size(int examples) {
    return examples * (examples + 1L) / 2;
  }

  /** Returns the estimated Hilbert–Schmidt independence criterion, 0 if either is dead. */
  double hsic(CentredGram other) {
    return dead || other.dead ? 0 : Rows.product(entries, other.entries, entries.length) / scale;
  }
}
