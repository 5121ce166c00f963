package org.stockpot.align;

import java.util.Arrays;

/**
 * Correlations of the units of two networks over examples and places, in one pass: {@code cov(a, b)
 * / (sd(a) sd(b))}, from sums of deviations from the means of the first examples. A unit that is
 * constant, as a dead one is, correlates with none: 0.
 */
final class Correlations {

  /** A variance below this share of the squared mean is that of a constant, up to rounding. */
  private static final double CONSTANT = 1e-12;

  private final int n;
  private final int width;
  private final int[] starts;
  private final double[][] products;
  private final Moments first;
  private final Moments second;
  private long count;

  /** Sums over the units of one network. */
  private static final class Moments {
    private final double[] shift;
    private final double[] sum;
    private final double[] squares;
    private final double[][] rows;

    Moments(int n) {
      shift = new double[n];
      sum = new double[n];
      squares = new double[n];
      rows = new double[OuterProducts.TOGETHER][n];
    }

    double variance(int unit, long count) {
      double mean = sum[unit] / count;
      double variance = squares[unit] / count - mean * mean;
      double middle = shift[unit] + mean;
      return variance > CONSTANT * middle * middle ? variance : 0;
    }
  }

  Correlations(int n, LayerPlace place) {
    this.n = n;
    width = place.width();
    starts = place.starts().stream().mapToInt(Integer::intValue).toArray();
    products = new double[n][n];
    first = new Moments(n);
    second = new Moments(n);
  }

  /** Adds rows of the same examples of both networks. */
  void add(float[] a, float[] b, int rows) {
    int row = a.length / rows;
    if (count == 0) {
      shift(first.shift, a, row);
      shift(second.shift, b, row);
    }
    int filled = 0;
    for (int at = 0; at < a.length; at += row) {
      for (int k = 0; k < width; k++) {
        fill(first, filled, a, at + k);
        fill(second, filled, b, at + k);
        filled++;
        if (filled == OuterProducts.TOGETHER) {
          OuterProducts.add(products, 0, n, first.rows, second.rows);
          filled = 0;
        }
      }
    }
    for (int k = filled; filled > 0 && k < OuterProducts.TOGETHER; k++) {
      Arrays.fill(first.rows[k], 0);
    }
    if (filled > 0) {
      OuterProducts.add(products, 0, n, first.rows, second.rows);
    }
    count += (long) rows * width;
  }

  private void shift(double[] shift, float[] values, int row) {
    for (int u = 0; u < n; u++) {
      double sum = 0;
      for (int at = 0; at < values.length; at += row) {
        for (int k = 0; k < width; k++) {
          sum += values[at + starts[u] + k];
        }
      }
      shift[u] = sum / ((double) values.length / row * width);
    }
  }

  private void fill(Moments moments, int k, float[] values, int at) {
    for (int u = 0; u < n; u++) {
      double deviation = values[at + starts[u]] - moments.shift[u];
      moments.rows[k][u] = deviation;
      moments.sum[u] += deviation;
      moments.squares[u] += deviation * deviation;
    }
  }

  /** Adds a share of the correlations to others. */
  void addTo(double[][] all, double share) {
    for (int u = 0; u < n; u++) {
      double one = first.variance(u, count);
      for (int v = 0; v < n; v++) {
        double other = second.variance(v, count);
        double together = products[u][v] / count - first.sum[u] / count * (second.sum[v] / count);
        all[u][v] += one > 0 && other > 0 ? share * together / Math.sqrt(one * other) : 0;
      }
    }
  }
}
