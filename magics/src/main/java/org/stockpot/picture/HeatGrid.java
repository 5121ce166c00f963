package org.stockpot.picture;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.text.Tree;

/** Numbers on a grid. */
final class HeatGrid {

  /** The coordinates of the columns' middles, ascending. */
  final double[] x;

  /** The coordinates of the rows' middles, ascending. */
  final double[] y;

  /** The numbers, a row for each of {@link #y}; NaN is a hole. */
  final double[][] z;

  /** The edges of the columns, one more than those. */
  final double[] xEdges;

  /** The edges of the rows, one more than those. */
  final double[] yEdges;

  private HeatGrid(double[] x, double[] y, double[][] z) {
    this(x, y, z, edges(x), edges(y));
  }

  private HeatGrid(double[] x, double[] y, double[][] z, double[] xEdges, double[] yEdges) {
    this.x = x;
    this.y = y;
    this.z = z;
    this.xEdges = xEdges;
    this.yEdges = yEdges;
  }

  /** Reads a trace with {@code z}, or counts one without. */
  static HeatGrid of(TraceView trace, Coordinates xs, Coordinates ys) {
    return trace.type().startsWith("histogram2d") ? counted(trace, xs, ys) : read(trace, xs, ys);
  }

  private static HeatGrid read(TraceView trace, Coordinates xs, Coordinates ys) {
    double[][] rows =
        Tree.list(trace.json(), "z").stream()
            .map(row -> Tree.numbers(row instanceof List<?> list ? list : List.of()))
            .toArray(double[][]::new);
    int columns = Arrays.stream(rows).mapToInt(row -> row.length).max().orElse(0);
    double[] across = xs.at(Tree.list(trace.json(), "x"));
    double[] along = ys.at(Tree.list(trace.json(), "y"));
    HeatGrid grid = sorted(middles(across, columns), middles(along, rows.length), rows);
    double[] xEdges = across.length == grid.x.length + 1 ? sorted(across) : grid.xEdges;
    double[] yEdges = along.length == grid.y.length + 1 ? sorted(along) : grid.yEdges;
    return new HeatGrid(grid.x, grid.y, grid.z, xEdges, yEdges);
  }

  private static double[] sorted(double[] values) {
    return Arrays.stream(values).sorted().toArray();
  }

  /** Returns the middles of cells that are given by their middles, their edges, or not at all. */
  private static double[] middles(double[] given, int count) {
    if (given.length == count + 1) {
      return IntStream.range(0, count).mapToDouble(i -> (given[i] + given[i + 1]) / 2).toArray();
    }
    return given.length == count ? given : IntStream.range(0, count).mapToDouble(i -> i).toArray();
  }

  private static HeatGrid sorted(double[] x, double[] y, double[][] rows) {
    int[] columnOrder = order(x);
    int[] rowOrder = order(y);
    double[][] z = new double[rowOrder.length][columnOrder.length];
    for (int r = 0; r < z.length; r++) {
      double[] row = rows[rowOrder[r]];
      for (int c = 0; c < columnOrder.length; c++) {
        z[r][c] = columnOrder[c] < row.length ? row[columnOrder[c]] : Double.NaN;
      }
    }
    return new HeatGrid(pick(x, columnOrder), pick(y, rowOrder), z);
  }

  private static int[] order(double[] values) {
    return IntStream.range(0, values.length)
        .filter(i -> Double.isFinite(values[i]))
        .boxed()
        .sorted((a, b) -> Double.compare(values[a], values[b]))
        .mapToInt(i -> i)
        .toArray();
  }

  private static double[] pick(double[] values, int[] order) {
    return Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
  }

  private static HeatGrid counted(TraceView trace, Coordinates xs, Coordinates ys) {
    double[] x = xs.at(Tree.list(trace.json(), "x"));
    double[] y = ys.at(Tree.list(trace.json(), "y"));
    double[] across = Histogram.bins(finite(x), Tree.number(trace.json(), "nbinsx", 0));
    double[] along = Histogram.bins(finite(y), Tree.number(trace.json(), "nbinsy", 0));
    double[][] z = new double[(int) along[2]][(int) across[2]];
    for (int i = 0; i < Math.min(x.length, y.length); i++) {
      if (Double.isFinite(x[i]) && Double.isFinite(y[i])) {
        z[(int) ((y[i] - along[0]) / along[1])][(int) ((x[i] - across[0]) / across[1])]++;
      }
    }
    return new HeatGrid(middles(across), middles(along), z);
  }

  private static double[] finite(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).toArray();
  }

  private static double[] middles(double[] bins) {
    return IntStream.range(0, (int) bins[2])
        .mapToDouble(i -> bins[0] + (i + 0.5) * bins[1])
        .toArray();
  }

  /** Returns the edges of cells with the given middles, one more than those. */
  private static double[] edges(double[] middles) {
    int n = middles.length;
    if (n < 2) {
      return n == 0 ? new double[] {0} : new double[] {middles[0] - 0.5, middles[0] + 0.5};
    }
    double[] edges = new double[n + 1];
    for (int i = 1; i < n; i++) {
      edges[i] = (middles[i - 1] + middles[i]) / 2;
    }
    edges[0] = middles[0] - (edges[1] - middles[0]);
    edges[n] = middles[n - 1] + (middles[n - 1] - edges[n - 1]);
    return edges;
  }

  /** Returns numbers at so few places that lines between them stay short to write. */
  HeatGrid coarse(int columns, int rows) {
    if (x.length <= columns && y.length <= rows) {
      return this;
    }
    double[] across = even(x, Math.min(x.length, columns) - 1);
    double[] along = even(y, Math.min(y.length, rows) - 1);
    double[][] values =
        Arrays.stream(along)
            .mapToObj(atY -> Arrays.stream(across).map(atX -> at(atX, atY)).toArray())
            .toArray(double[][]::new);
    return new HeatGrid(across, along, values);
  }

  /** Returns places that part the way from the first value to the last evenly. */
  static double[] even(double[] values, int parts) {
    double first = values[0];
    double last = values[values.length - 1];
    return IntStream.rangeClosed(0, parts)
        .mapToDouble(i -> first + (last - first) * i / Math.max(1, parts))
        .toArray();
  }

  /** Returns the number at a place, between those of the four middles around it. */
  double at(double atX, double atY) {
    int c = cell(x, atX);
    int r = cell(y, atY);
    int right = Math.min(c + 1, x.length - 1);
    int up = Math.min(r + 1, y.length - 1);
    double s = right == c ? 0 : (atX - x[c]) / (x[right] - x[c]);
    double t = up == r ? 0 : (atY - y[r]) / (y[up] - y[r]);
    double lower = z[r][c] + s * (z[r][right] - z[r][c]);
    double upper = z[up][c] + s * (z[up][right] - z[up][c]);
    return lower + t * (upper - lower);
  }

  private static int cell(double[] sorted, double at) {
    int place = Arrays.binarySearch(sorted, at);
    int below = place >= 0 ? place : -place - 2;
    return Math.max(0, Math.min(sorted.length - 2, below));
  }
}
