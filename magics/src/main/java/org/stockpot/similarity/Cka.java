package org.stockpot.similarity;

import java.util.List;

/**
 * Linear centred kernel alignment of two representations, {@code CKA = HSIC(K, L) / sqrt(HSIC(K, K)
 * HSIC(L, L))} of the products {@code K = X X^T} and {@code L = Y Y^T} of examples: 1 if one is the
 * other up to a rotation and a factor. Kornblith, Norouzi, Lee, Hinton, "Similarity of Neural
 * Network Representations Revisited", ICML 2019, §3.
 *
 * <p>A representation that is the same for all examples depends on nothing: its alignment is
 * defined as 0. Unbiased estimates may lie a little below 0 or above 1.
 */
public final class Cka {

  private Cka() {}

  /**
   * Returns the alignment of two representations of the same examples.
   *
   * @param x one row per example
   * @param y one row per example, of any other length
   * @param estimator how dependence is estimated
   * @return the alignment; 0 if either is the same for all examples
   * @throws IllegalArgumentException if there are too few examples for the estimator, not as many
   *     of both, or numbers that are not finite
   */
  public static double of(float[][] x, float[][] y, Estimator estimator) {
    return of(List.of(x, y), estimator)[0][1];
  }

  /**
   * Returns the alignments of all pairs of representations of the same examples.
   *
   * @param representations of each one row per example
   * @param estimator how dependence is estimated
   * @return the alignment of representations i and j, for {@code i < j}, in {@code [i][j]}
   * @throws IllegalArgumentException as that of two
   */
  public static double[][] of(List<float[][]> representations, Estimator estimator) {
    int examples = representations.get(0).length;
    for (float[][] rows : representations) {
      if (rows.length != examples) {
        throw new IllegalArgumentException(
            "representations must be of the same examples, got "
                + examples
                + " and "
                + rows.length);
      }
    }
    requireEnough(examples, estimator);
    List<CentredGram> grams =
        representations.stream().map(x -> CentredGram.of(Features.ofRows(x), estimator)).toList();
    int count = grams.size();
    double[] own = grams.stream().mapToDouble(gram -> gram.hsic(gram)).toArray();
    double[][] alignments = new double[count][count];
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        alignments[i][j] = of(grams.get(i).hsic(grams.get(j)), own[i], own[j]);
      }
    }
    return alignments;
  }

  /** Returns the alignment of the dependences, which may be means over batches. */
  static double of(double both, double first, double second) {
    return first > 0 && second > 0 ? both / Math.sqrt(first * second) : 0;
  }

  static void requireEnough(int examples, Estimator estimator) {
    if (examples < estimator.least()) {
      throw new IllegalArgumentException(
          "examples must be at least "
              + estimator.least()
              + " for the "
              + (estimator == Estimator.UNBIASED ? "unbiased" : "biased")
              + " estimator, got "
              + examples
              + (examples > 1 ? ": take --estimator biased, or more examples" : ""));
    }
  }
}
