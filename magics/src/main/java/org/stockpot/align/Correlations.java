package org.stockpot.align;

/**
 * Correlations of the units of two networks over examples and places, in one pass: {@code cov(a, b)
 * / (sd(a) sd(b))}, from sums of deviations from the means of the first examples. A unit that is
 * constant, as a dead one is, correlates with none: 0.
 */
final class Correlations {

  /** A variance below this share of the squared mean is that of a constant, up to rounding. */
  private static final double CONSTANT = 1e-12;

  /** So many rows are in memory at a time. */
  private static final int MOST_ROWS = 1024;

  private final int n;
  private final int width;
  private final int[] starts;
  private final double[][] products;
  private final Moments first;
  private final Moments second;
  private long count;

  /** Sums over the units of one network. */
  private final class Moments {
    private final double[] shift = new double[n];
    private final double[] sum = new double[n];
    private final double[] squares = new double[n];

    /** Takes means of some rows for those from which all deviations are taken. */
    void shift(float[] values, int row) {
      for (int u = 0; u < n; u++) {
        double total = 0;
        for (int at = 0; at < values.length; at += row) {
          for (int k = 0; k < width; k++) {
            total += values[at + starts[u] + k];
          }
        }
        shift[u] = total / ((double) values.length / row * width);
      }
    }

    /** Sums up deviations, and returns them, one row for each place of each example. */
    double[][] deviations(float[] values, int row, int from, int to) {
      double[][] deviations = new double[to - from][n];
      for (int k = from; k < to; k++) {
        int at = k / width * row + k % width;
        for (int u = 0; u < n; u++) {
          double deviation = values[at + starts[u]] - shift[u];
          deviations[k - from][u] = deviation;
          sum[u] += deviation;
          squares[u] += deviation * deviation;
        }
      }
      return deviations;
    }

    double variance(int unit) {
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
    first = new Moments();
    second = new Moments();
  }

  /** Adds rows of the same examples of both networks. */
  void add(float[] a, float[] b, int rows) {
    int row = a.length / rows;
    if (count == 0) {
      first.shift(a, row);
      second.shift(b, row);
    }
    int all = rows * width;
    for (int from = 0; from < all; from += MOST_ROWS) {
      int to = Math.min(all, from + MOST_ROWS);
      OuterProducts.add(
          products, first.deviations(a, row, from, to), second.deviations(b, row, from, to));
    }
    count += all;
  }

  /** Adds a share of the correlations to others. */
  void addTo(double[][] all, double share) {
    for (int u = 0; u < n; u++) {
      double one = first.variance(u);
      for (int v = 0; v < n; v++) {
        double other = second.variance(v);
        double together = products[u][v] / count - first.sum[u] / count * (second.sum[v] / count);
        all[u][v] += one > 0 && other > 0 ? share * together / Math.sqrt(one * other) : 0;
      }
    }
  }
}
