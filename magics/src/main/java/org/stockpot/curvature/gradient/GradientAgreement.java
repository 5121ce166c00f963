package org.stockpot.curvature.gradient;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Subset;
import org.stockpot.task.work.NumberCache;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/**
 * How far the gradients g_1 … g_m of examples agree at a point.
 *
 * <p>m-coherence is {@code |sum g|² / sum |g|²} (Chatterjee, Zielinski, "Making Coherence Out of
 * Nothing At All", 2020, §2): 1 if gradients are orthogonal, m if they are the same; of m examples,
 * a step along the mean helps that many for each. The simple noise scale is {@code B = tr Σ / |ḡ|²}
 * (McCandlish, Kaplan, Amodei, "An Empirical Model of Large-Batch Training", 2018, §2.2), with the
 * covariance Σ of single gradients (divided by m - 1) and their mean ḡ: the batch size up to which
 * larger batches pay. Standard errors are the jackknife's over examples; a subset's ḡ is itself
 * noisy, so that B of few examples is too small by up to B / m of itself.
 *
 * <p>Where the mean gradient is 0, the noise scale is infinite; where all gradients are 0, nothing
 * agrees or disagrees: coherence and noise scale are 0.
 *
 * @param examples m, at least 2
 * @param meanSquare the mean of |g|², in squared loss per squared weight
 * @param squaredMean |ḡ|²
 * @param coherence the m-coherence, from 0 to m
 * @param coherenceError its standard error
 * @param noiseScale B, in examples
 * @param noiseScaleError its standard error; infinite where B of all but one is
 */
public record GradientAgreement(
    long examples,
    double meanSquare,
    double squaredMean,
    double coherence,
    double coherenceError,
    double noiseScale,
    double noiseScaleError) {

  /**
   * Measures gradients at a point.
   *
   * @param derivatives of the examples
   * @param at the point
   * @param mask the coordinates that count
   * @return how far they agree
   * @throws IllegalArgumentException if there is one example
   */
  public static GradientAgreement of(Derivatives derivatives, Point at, Mask mask) {
    if (derivatives.examples() < 2) {
      throw new IllegalArgumentException(
          "coherence needs at least 2 examples, got " + derivatives.examples());
    }
    Point mean = derivatives.gradient(at).masked(mask);
    double[] norms = new double[Math.toIntExact(derivatives.examples())];
    double[] slopes = new double[norms.length];
    if (derivatives.takesExamplesTogether()) {
      System.arraycopy(derivatives.squaredNorms(at, mask), 0, norms, 0, norms.length);
      System.arraycopy(derivatives.slopes(at, mean), 0, slopes, 0, norms.length);
    } else {
      derivatives.perExample(
          at,
          (i, gradient) -> {
            Point inside = gradient.masked(mask);
            norms[i] = inside.dot(inside);
            slopes[i] = inside.dot(mean);
          });
    }
    return of(norms, slopes, mean.dot(mean));
  }

  /**
   * Measures gradients at a point, or takes what is kept of them.
   *
   * @param derivatives of the examples
   * @param at the point
   * @param mask the coordinates that count
   * @param examples which examples they are, for the key
   * @param cache keeps what is measured
   * @return how far they agree
   * @throws IllegalArgumentException if there is one example
   */
  public static GradientAgreement of(
      Derivatives derivatives, Point at, Mask mask, Subset examples, NumberCache cache) {
    List<String> key =
        List.of("gradient agreement", examples.toString(), mask.digest(), at.digest());
    return of(cache.get(key, () -> of(derivatives, at, mask).numbers()));
  }

  /** Returns the agreement of gradients of known norms and products with their mean. */
  private static GradientAgreement of(double[] norms, double[] slopes, double squaredMean) {
    int m = norms.length;
    double sum = Arrays.stream(norms).sum();
    // The sum of all gradients but one has the squared norm m² |ḡ|² - 2 m <ḡ, g> + |g|².
    IntToDoubleFunction without =
        i -> Math.max(0, (double) m * m * squaredMean - 2.0 * m * slopes[i] + norms[i]);
    double all = (double) m * m * squaredMean;
    double[] coherences =
        IntStream.range(0, m)
            .mapToDouble(i -> alpha(without.applyAsDouble(i), sum - norms[i], m - 1))
            .toArray();
    double[] scales =
        IntStream.range(0, m)
            .mapToDouble(i -> scale(without.applyAsDouble(i), sum - norms[i], m - 1))
            .toArray();
    return new GradientAgreement(
        m,
        sum / m,
        squaredMean,
        m * alpha(all, sum, m),
        m * jackknife(coherences),
        scale(all, sum, m),
        m > 2 ? jackknife(scales) : Double.POSITIVE_INFINITY);
  }

  private static double alpha(double squaredSum, double sumOfSquares, int m) {
    return sumOfSquares > 0 ? squaredSum / sumOfSquares / m : 0;
  }

  private static double scale(double squaredSum, double sumOfSquares, int m) {
    if (!(sumOfSquares > 0) || m < 2) {
      return 0;
    }
    double trace = Math.max(0, sumOfSquares - squaredSum / m) / (m - 1);
    return trace / (squaredSum / m / m);
  }

  /** Returns the standard error of a statistic of which each value leaves one example out. */
  private static double jackknife(double... values) {
    double mean = Arrays.stream(values).average().orElse(0);
    if (Double.isInfinite(mean)) {
      return Double.POSITIVE_INFINITY;
    }
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares * (values.length - 1) / values.length);
  }

  /**
   * Returns the trace of the covariance of gradients.
   *
   * @return tr Σ, divided by m - 1
   */
  public double noise() {
    return Math.max(0, meanSquare - squaredMean) * examples / (examples - 1);
  }

  /**
   * Returns the mean cosine-like agreement of two gradients.
   *
   * @return {@code E[g·g'] / E[g·g]}, which is coherence / m
   */
  public double alpha() {
    return coherence / examples;
  }

  private double[] numbers() {
    return new double[] {
      examples, meanSquare, squaredMean, coherence, coherenceError, noiseScale, noiseScaleError
    };
  }

  private static GradientAgreement of(double... numbers) {
    return new GradientAgreement(
        (long) numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
  }
}
