package org.stockpot.picture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.stockpot.text.Tree;

/** All bars between two axes: side by side, on top of one another, or in front of one another. */
final class BarMark implements Mark {

  private record Spot(double at, boolean below) {}

  private final List<BarSeries> series;
  private final PictureAxis xAxis;
  private final PictureAxis yAxis;
  private final String mode;
  private final double gap;
  private final double width;

  BarMark(Map<String, Object> layout, List<BarSeries> series, PictureAxis x, PictureAxis y) {
    this.series = series;
    this.xAxis = x;
    this.yAxis = y;
    this.mode = Tree.text(layout, "barmode", "group");
    boolean counts = series.stream().allMatch(s -> s.trace.type().equals("histogram"));
    boolean lists = positions().coordinates().kind() == Coordinates.Kind.CATEGORY;
    this.gap = Tree.number(layout, "bargap", counts && !lists ? 0 : 0.2);
    this.width = width();
  }

  private PictureAxis positions() {
    return series.get(0).horizontal ? yAxis : xAxis;
  }

  private PictureAxis sizes() {
    return series.get(0).horizontal ? xAxis : yAxis;
  }

  private boolean isStacked() {
    return mode.equals("stack") || mode.equals("relative");
  }

  /** Returns the room of one place: what the series say, or the least distance of two bars. */
  private double width() {
    double said = series.stream().mapToDouble(s -> s.width).filter(w -> w > 0).min().orElse(0);
    if (said > 0) {
      return said;
    }
    double[] sorted =
        series.stream()
            .flatMapToDouble(s -> DoubleStream.of(s.at))
            .filter(Double::isFinite)
            .sorted()
            .distinct()
            .toArray();
    double least = Double.POSITIVE_INFINITY;
    for (int i = 1; i < sorted.length; i++) {
      least = Math.min(least, sorted[i] - sorted[i - 1]);
    }
    return Double.isFinite(least) ? least : 1;
  }

  @Override
  public void measure() {
    sizes().seeEdge(sizes().isLog() ? Double.NaN : 0);
    each(
        (k, i, base) -> {
          BarSeries bars = series.get(k);
          positions().seeEdge(bars.at[i] - width / 2);
          positions().seeEdge(bars.at[i] + width / 2);
          sizes().see(sizes().ofSize(base + bars.size[i]));
          sizes().see(new ErrorBars(bars.trace, sizes()).end(i, 1));
        });
  }

  @Override
  public void draw(Svg svg) {
    List<Map<String, Svg.Path>> paths = new ArrayList<>();
    series.forEach(bars -> paths.add(new LinkedHashMap<>()));
    each(
        (k, i, base) -> {
          String color = color(series.get(k).trace, i);
          box(paths.get(k).computeIfAbsent(color, c -> new Svg.Path()), k, i, base);
        });
    String edge = gap == 0 ? " stroke=\"#ffffff\" stroke-width=\".5\"" : "";
    for (int k = 0; k < series.size(); k++) {
      int group = k;
      BarSeries bars = series.get(k);
      double opacity = bars.trace.opacity() * (mode.equals("overlay") ? 0.7 : 1);
      paths.get(k).forEach((color, path) -> svg.path(path, Colors.fill(color, opacity) + edge));
      double[] middles = DoubleStream.of(bars.at).map(at -> middle(group, at)).toArray();
      new ErrorBars(bars.trace, sizes()).draw(svg, middles, Colors.INK);
    }
  }

  private static String color(TraceView trace, int index) {
    List<?> colors = Tree.list(trace.marker(), "color");
    if (index >= colors.size()) {
      return trace.color();
    }
    Object own = colors.get(index);
    return own instanceof Number number
        ? ColorScale.of(trace.marker()).color(number.doubleValue())
        : String.valueOf(own);
  }

  private void box(Svg.Path path, int group, int index, double base) {
    BarSeries bars = series.get(group);
    double middle = middle(group, bars.at[index]);
    double half = width * share() / 2 * positions().unit();
    double from = sizes().pixel(base == 0 ? sizes().base() : sizes().ofSize(base));
    double to = sizes().pixel(sizes().ofSize(base + bars.size[index]));
    if (!Double.isFinite(from + to)) {
      return;
    }
    double low = Math.min(from, to);
    double length = Math.abs(to - from);
    if (bars.horizontal) {
      path.box(low, middle - half, length, 2 * half);
    } else {
      path.box(middle - half, low, 2 * half, length);
    }
  }

  /** Returns which part of its place one bar is wide. */
  private double share() {
    return (1 - gap) / (mode.equals("group") ? series.size() : 1);
  }

  private double middle(int group, double at) {
    double shift = (group - (series.size() - 1) / 2.0) * width * share();
    return positions().pixel(mode.equals("group") ? at + shift : at);
  }

  private interface Visitor {
    void bar(int group, int index, double base);
  }

  /** Visits every bar with where it begins: at zero, or at the end of the one below. */
  private void each(Visitor visitor) {
    Map<Spot, Double> tops = new HashMap<>();
    for (int k = 0; k < series.size(); k++) {
      BarSeries bars = series.get(k);
      for (int i = 0; i < Math.min(bars.at.length, bars.size.length); i++) {
        double size = bars.size[i];
        if (Double.isFinite(size) && Double.isFinite(bars.at[i])) {
          Spot spot = new Spot(bars.at[i], size < 0);
          double base = isStacked() ? tops.getOrDefault(spot, 0.0) : 0;
          visitor.bar(k, i, base);
          tops.put(spot, base + size);
        }
      }
    }
  }
}
