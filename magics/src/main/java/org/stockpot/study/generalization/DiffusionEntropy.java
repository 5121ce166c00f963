package org.stockpot.study.generalization;

import java.util.Arrays;
import org.stockpot.task.matrix.SymmetricEigenvalues;

/**
 * Diffusion spectral entropy of a representation: {@code -sum_i p_i ln p_i} with {@code p_i =
 * |λ_i|^t / sum_j |λ_j|^t} over the eigenvalues λ of the diffusion operator P of its rows, in nats.
 *
 * <p>{@code P = D^-1 K'}, where {@code K'_ij = K_ij / (q_i q_j)} is the anisotropic Gaussian kernel
 * with {@code K_ij = exp(-|x_i - x_j|² / (2 σ²))}, q its row sums, and D the row sums of K'. Here σ
 * is the median distance of rows and t = 1. Liao et al., "Assessing Neural Network Representations
 * During Training Using Noise-Resilient Diffusion Spectral Entropy", 2023, §3, take a fixed width.
 */
final class DiffusionEntropy {

  private DiffusionEntropy() {}

  /** Returns the entropy; 0 if all rows are the same. */
  static double of(float[]... rows) {
    int n = rows.length;
    double[][] squares = new double[n][];
    double[] all = new double[n * (n - 1) / 2];
    int next = 0;
    for (int i = 0; i < n; i++) {
      squares[i] = new double[i + 1];
      for (int j = 0; j < i; j++) {
        squares[i][j] = squaredDistance(rows[i], rows[j]);
        all[next++] = squares[i][j];
      }
    }
    Arrays.sort(all);
    double median = all[all.length / 2];
    if (median == 0) {
      return 0;
    }
    return entropy(operator(squares, median));
  }

  private static double squaredDistance(float[] a, float[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      double difference = a[k] - b[k];
      sum += difference * difference;
    }
    return sum;
  }

  /** Returns the lower half of {@code D^-1/2 K' D^-1/2}, which has the eigenvalues of P. */
  private static double[][] operator(double[][] squares, double median) {
    int n = squares.length;
    double[][] kernel = squares;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        kernel[i][j] = Math.exp(-squares[i][j] / (2 * median));
      }
    }
    double[] q = rowSums(kernel);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        kernel[i][j] /= q[i] * q[j];
      }
    }
    double[] d = rowSums(kernel);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        kernel[i][j] /= Math.sqrt(d[i] * d[j]);
      }
    }
    return kernel;
  }

  private static double[] rowSums(double[][] lower) {
    double[] sums = new double[lower.length];
    for (int i = 0; i < lower.length; i++) {
      for (int j = 0; j <= i; j++) {
        sums[i] += lower[i][j];
        sums[j] += i == j ? 0 : lower[i][j];
      }
    }
    return sums;
  }

  private static double entropy(double[][] operator) {
    double[] values = SymmetricEigenvalues.of(operator);
    double sum = Arrays.stream(values).map(Math::abs).sum();
    return Arrays.stream(values)
        .map(value -> Math.abs(value) / sum)
        .filter(p -> p > 0)
        .map(p -> -p * Math.log(p))
        .sum();
  }
}
