package org.stockpot.align;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The Sinkhorn operator: a matrix P of numbers above 0 whose rows sum to 1, and whose columns
 * nearly do, from any matrix X. {@code exp(X)} has its rows divided by their sums, then {@value
 * #ITERATIONS} times its columns, and its rows again. The larger the differences within X, the
 * nearer P is to a permutation.
 *
 * <p>See Sinkhorn, Annals of Mathematical Statistics 1964; Peña et al., "Re-basin via implicit
 * Sinkhorn differentiation", CVPR 2023, §3, with their number of iterations and temperature 1. We
 * differ: the derivative is that of the iterations themselves, step by step backwards, and not that
 * of their limit.
 */
final class Sinkhorn {

  static final int ITERATIONS = 20;

  /** Of exp(X) relative to the largest of its row: smaller ones count as this. */
  private static final double LEAST = Math.exp(-300);

  private final int n;
  private final double[][] kernel;

  /** What rows, and what columns, of the kernel are multiplied by after each division. */
  private final List<double[][]> scales = new ArrayList<>();

  private final double[][] soft;

  /** Applies the operator to a matrix X. */
  Sinkhorn(double[][] logits) {
    n = logits.length;
    kernel = new double[n][n];
    for (int i = 0; i < n; i++) {
      double largest = Arrays.stream(logits[i]).max().orElse(0);
      for (int j = 0; j < n; j++) {
        kernel[i][j] = Math.max(LEAST, Math.exp(logits[i][j] - largest));
      }
    }
    double[] rows = new double[n];
    double[] columns = new double[n];
    Arrays.fill(columns, 1);
    for (int division = 0; division <= 2 * ITERATIONS; division++) {
      if (isOfRows(division)) {
        rows = rowScales(columns);
      } else {
        columns = columnScales(rows);
      }
      scales.add(new double[][] {rows, columns});
    }
    soft = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        soft[i][j] = rows[i] * kernel[i][j] * columns[j];
      }
    }
  }

  private static boolean isOfRows(int division) {
    return division % 2 == 0;
  }

  private double[] rowScales(double... columns) {
    double[] scales = new double[n];
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += kernel[i][j] * columns[j];
      }
      scales[i] = 1 / sum;
    }
    return scales;
  }

  private double[] columnScales(double... rows) {
    double[] sums = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        sums[j] += kernel[i][j] * rows[i];
      }
    }
    return Arrays.stream(sums).map(sum -> 1 / sum).toArray();
  }

  /** Returns P. */
  double[][] soft() {
    return soft;
  }

  /** Returns the gradient of a loss by X, given that by P. */
  double[][] gradient(double[][] slope) {
    // By the logarithms of the entries: dividing a row by its sum subtracts from each its share
    // of the row's sum, which is the row's entry after the division.
    double[][] log = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        log[i][j] = slope[i][j] * soft[i][j];
      }
    }
    for (int division = scales.size() - 1; division >= 0; division--) {
      double[] rows = scales.get(division)[0];
      double[] columns = scales.get(division)[1];
      double[] sums = isOfRows(division) ? new double[0] : columnSums(log);
      for (int i = 0; i < n; i++) {
        double sum = isOfRows(division) ? Arrays.stream(log[i]).sum() : 0;
        for (int j = 0; j < n; j++) {
          double share = rows[i] * kernel[i][j] * columns[j];
          log[i][j] -= share * (isOfRows(division) ? sum : sums[j]);
        }
      }
    }
    return log;
  }

  private double[] columnSums(double[][] matrix) {
    double[] sums = new double[n];
    for (double[] row : matrix) {
      for (int j = 0; j < n; j++) {
        sums[j] += row[j];
      }
    }
    return sums;
  }
}
