package org.stockpot.picture;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.stockpot.text.Tree;

/**
 * Numbers on a grid as colours: cells of a heat map, or the bands and lines of a contour map.
 *
 * <p>A map of many cells is drawn in at most {@link #COLUMNS} by {@link #ROWS} of them, and cells
 * of one shade in one path, so that a picture stays small.
 */
final class HeatMark implements Mark {

  private static final int COLUMNS = 90;
  private static final int ROWS = 60;
  private static final int FINE_COLUMNS = 144;
  private static final int FINE_ROWS = 96;

  private final TraceView trace;
  private final PictureAxis xAxis;
  private final PictureAxis yAxis;
  private final HeatGrid grid;
  private final ColorScale scale;

  HeatMark(TraceView trace, PictureAxis xAxis, PictureAxis yAxis) {
    this.trace = trace;
    this.xAxis = xAxis;
    this.yAxis = yAxis;
    this.grid = HeatGrid.of(trace, xAxis.coordinates(), yAxis.coordinates());
    double[] all = Arrays.stream(grid.z).flatMapToDouble(Arrays::stream).toArray();
    this.scale = ColorScale.of(trace.json(), all);
  }

  boolean isScaleShown() {
    return Tree.flag(trace.json(), "showscale", true);
  }

  ColorBar colorBar() {
    return new ColorBar(scale, Tree.map(trace.json().get("colorbar")));
  }

  private boolean isContour() {
    return trace.type().contains("contour");
  }

  @Override
  public void measure() {
    double[] across = isContour() ? grid.x : grid.xEdges;
    double[] along = isContour() ? grid.y : grid.yEdges;
    Arrays.stream(across).forEach(xAxis::seeEdge);
    Arrays.stream(along).forEach(yAxis::seeEdge);
  }

  @Override
  public void draw(Svg svg) {
    if (grid.z.length == 0 || grid.x.length == 0) {
      return;
    }
    if (isContour()) {
      contour(svg);
    } else {
      cells(svg, sides(grid.xEdges, xAxis, COLUMNS), sides(grid.yEdges, yAxis, ROWS));
    }
  }

  /** Returns the edges in pixels of so many cells that they can still be seen. */
  private static double[] sides(double[] edges, PictureAxis axis, int most) {
    int cells = edges.length - 1;
    int count = Math.min(cells, most);
    return IntStream.rangeClosed(0, count)
        .mapToDouble(i -> axis.pixel(edges[(int) ((long) i * cells / count)]))
        .toArray();
  }

  private void cells(Svg svg, double[] px, double[] py) {
    double[][] shades = new double[py.length - 1][px.length - 1];
    for (int r = 0; r < shades.length; r++) {
      for (int c = 0; c < shades[r].length; c++) {
        shades[r][c] = average(r, shades.length, c, shades[r].length);
      }
    }
    paint(svg, shades, px, py);
  }

  private double average(int row, int rows, int column, int columns) {
    double sum = 0;
    int count = 0;
    for (int r = row * grid.z.length / rows; r < (row + 1) * grid.z.length / rows; r++) {
      for (int c = column * grid.x.length / columns;
          c < (column + 1) * grid.x.length / columns;
          c++) {
        if (Double.isFinite(grid.z[r][c])) {
          sum += grid.z[r][c];
          count++;
        }
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /** Draws runs of cells of one shade as one box. */
  private void paint(Svg svg, double[][] values, double[] px, double[] py) {
    Svg.Path[] paths = new Svg.Path[ColorScale.SHADES];
    Arrays.setAll(paths, i -> new Svg.Path());
    for (int r = 0; r < values.length; r++) {
      int begin = 0;
      while (begin < values[r].length) {
        int shade = shade(values[r][begin]);
        int end = begin + 1;
        while (end < values[r].length && shade(values[r][end]) == shade) {
          end++;
        }
        if (shade >= 0) {
          box(paths[shade], px[begin], py[r], px[end], py[r + 1]);
        }
        begin = end;
      }
    }
    for (int i = 0; i < paths.length; i++) {
      String fill = Colors.fill(scale.shadeColor(i), trace.opacity());
      svg.path(paths[i], fill + " shape-rendering=\"crispEdges\"");
    }
  }

  private static void box(Svg.Path path, double x1, double y1, double x2, double y2) {
    // Neighbours overlap a little, or the page would shine through between them.
    double more = 0.4;
    path.box(
        Math.min(x1, x2), Math.min(y1, y2), Math.abs(x2 - x1) + more, Math.abs(y2 - y1) + more);
  }

  private int shade(double value) {
    return Double.isFinite(value) ? scale.shade(value) : -1;
  }

  /** Draws bands between the levels from a finer grid, and the lines between them. */
  private void contour(Svg svg) {
    double[] levels = levels();
    double[] px = HeatGrid.even(grid.x, FINE_COLUMNS);
    double[] py = HeatGrid.even(grid.y, FINE_ROWS);
    double[][] bands = new double[py.length - 1][px.length - 1];
    for (int r = 0; r < bands.length; r++) {
      for (int c = 0; c < bands[r].length; c++) {
        double value = grid.at((px[c] + px[c + 1]) / 2, (py[r] + py[r + 1]) / 2);
        bands[r][c] = Double.isFinite(value) ? band(levels, value) : Double.NaN;
      }
    }
    double[] across = Arrays.stream(px).map(xAxis::pixel).toArray();
    double[] along = Arrays.stream(py).map(yAxis::pixel).toArray();
    paint(svg, bands, across, along);
    HeatGrid coarse = grid.coarse(COLUMNS, ROWS);
    Svg.Path lines =
        ContourLines.of(coarse.z, levels, pixels(coarse.x, xAxis), pixels(coarse.y, yAxis));
    svg.path(lines, Colors.stroke("#ffffff", 1, 0.7));
  }

  private double[] levels() {
    double step = Ticks.step(scale.high() - scale.low(), 12);
    return Ticks.every(step, 0, scale.low(), scale.high(), v -> "").stream()
        .mapToDouble(Ticks.Tick::at)
        .toArray();
  }

  /** Returns the middle of the band that a value lies in. */
  private double band(double[] levels, double value) {
    double below = scale.low();
    for (double level : levels) {
      if (value < level) {
        return (below + level) / 2;
      }
      below = level;
    }
    return (below + scale.high()) / 2;
  }

  private static double[] pixels(double[] values, PictureAxis axis) {
    return Arrays.stream(values).map(axis::pixel).toArray();
  }
}
