package org.stockpot.picture;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.text.Tree;

/** Points of one trace: their area, line, errors, markers and texts. */
final class ScatterMark implements Mark {

  private final TraceView trace;
  private final PictureAxis xAxis;
  private final PictureAxis yAxis;
  private final ScatterMark before;
  private final double[] x;
  private final double[] y;
  private final String mode;
  private final String fill;

  /** Reads a trace; the one before it on the same axes, or null, is what it may fill to. */
  ScatterMark(TraceView trace, PictureAxis xAxis, PictureAxis yAxis, ScatterMark before) {
    this.trace = trace;
    this.xAxis = xAxis;
    this.yAxis = yAxis;
    this.before = before;
    double[] xs = xAxis.coordinates().at(trace.values("x"));
    double[] ys = yAxis.coordinates().at(trace.values("y"));
    int size = Math.min(xs.length, ys.length);
    this.x = Arrays.copyOf(xs, size);
    this.y = Arrays.copyOf(ys, size);
    this.mode = mode(trace, size);
    this.fill = Tree.text(trace.json(), "fill", "none");
  }

  /** Returns what a trace shows of its points: few have markers unless they say otherwise. */
  static String mode(TraceView trace, int size) {
    return Tree.text(trace.json(), "mode", size < 20 ? "lines+markers" : "lines");
  }

  @Override
  public void measure() {
    boolean room = mode.contains("markers") || mode.contains("text");
    ErrorBars across = new ErrorBars(trace, xAxis);
    ErrorBars along = new ErrorBars(trace, yAxis);
    for (int i = 0; i < x.length; i++) {
      if (room) {
        xAxis.see(x[i]);
      } else {
        xAxis.seeEdge(x[i]);
      }
      yAxis.see(y[i]);
      for (int sign : new int[] {-1, 1}) {
        xAxis.see(across.end(i, sign));
        yAxis.see(along.end(i, sign));
      }
    }
    (fill.equals("tozerox") ? xAxis : yAxis).seeEdge(filledToZero() ? 0 : Double.NaN);
  }

  private boolean filledToZero() {
    PictureAxis axis = fill.equals("tozerox") ? xAxis : yAxis;
    return fill.startsWith("tozero") && !axis.isLog();
  }

  @Override
  public void draw(Svg svg) {
    double[] px = pixels(x, xAxis);
    double[] py = pixels(y, yAxis);
    area(svg, px, py);
    if (mode.contains("lines")) {
      String shape = Tree.text(trace.line(), "shape", "linear");
      boolean bridged = Tree.flag(trace.json(), "connectgaps", false);
      String look = LineStyle.of(trace.line(), trace.color(), trace.opacity());
      svg.path(LineStyle.path(px, py, shape, bridged), look);
    }
    new ErrorBars(trace, xAxis).draw(svg, py, trace.color());
    new ErrorBars(trace, yAxis).draw(svg, px, trace.color());
    if (mode.contains("markers")) {
      new Markers(trace).draw(svg, px, py);
    }
    if (mode.contains("text")) {
      texts(svg, px, py);
    }
  }

  private void area(Svg svg, double[] px, double[] py) {
    if (fill.equals("none")) {
      return;
    }
    Svg.Path path = outline(new Svg.Path(), px, py, false);
    boolean next = fill.startsWith("tonext") && before != null;
    if (next) {
      outline(path, pixels(before.x, xAxis), pixels(before.y, yAxis), true);
    } else if (!fill.equals("toself") && !fill.equals("tonext") && !path.isEmpty()) {
      toZero(path, px, py);
    }
    if (!path.isEmpty()) {
      String color = Tree.text(trace.json(), "fillcolor", null);
      double opacity = color == null ? 0.4 : 1;
      String fillColor = color == null ? trace.color() : color;
      svg.path(path.close(), Colors.fill(fillColor, opacity * trace.opacity()));
    }
  }

  private static Svg.Path outline(Svg.Path path, double[] px, double[] py, boolean backwards) {
    int[] points = Downsampling.line(px, py);
    for (int k = 0; k < points.length; k++) {
      int i = points[backwards ? points.length - 1 - k : k];
      if (Double.isFinite(px[i]) && Double.isFinite(py[i])) {
        path.to(px[i], py[i], false);
      }
    }
    return path;
  }

  private void toZero(Svg.Path path, double[] px, double[] py) {
    int[] known =
        IntStream.range(0, px.length)
            .filter(i -> Double.isFinite(px[i]) && Double.isFinite(py[i]))
            .toArray();
    int first = known[0];
    int last = known[known.length - 1];
    if (fill.endsWith("x")) {
      double zero = xAxis.pixel(xAxis.base());
      path.line(zero, py[last]).line(zero, py[first]);
    } else {
      double zero = yAxis.pixel(yAxis.base());
      path.line(px[last], zero).line(px[first], zero);
    }
  }

  private void texts(Svg svg, double[] px, double[] py) {
    List<?> texts = Tree.list(trace.json(), "text");
    double up = mode.contains("markers") ? new Markers(trace).radius(0) + 8 : 0;
    for (int i = 0; i < Math.min(Math.min(px.length, texts.size()), 200); i++) {
      if (Double.isFinite(px[i]) && Double.isFinite(py[i])) {
        String text = TextMetrics.fit(String.valueOf(texts.get(i)), 12, 200);
        svg.text(px[i], py[i] - up, text, " text-anchor=\"middle\"" + Colors.fill(Colors.INK, 1));
      }
    }
  }

  private static double[] pixels(double[] at, PictureAxis axis) {
    return Arrays.stream(at).map(axis::pixel).toArray();
  }
}
