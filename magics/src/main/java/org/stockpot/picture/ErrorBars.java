package org.stockpot.picture;

import java.util.List;
import java.util.Map;
import org.stockpot.text.Tree;

/** How far the values of a trace may be off, along one axis. */
final class ErrorBars {

  private static final double CAP = 3;

  private final Map<String, Object> settings;
  private final PictureAxis along;
  private final List<?> values;

  /** Reads {@code error_x} or {@code error_y}, which may not be there. */
  ErrorBars(TraceView trace, PictureAxis along) {
    String letter = along.isVertical() ? "y" : "x";
    this.settings = Tree.map(trace.json().get("error_" + letter));
    this.along = along;
    this.values = trace.values(letter);
  }

  /**
   * Returns the coordinate of an end: that of the value less or plus the error; NaN without one.
   */
  double end(int index, int sign) {
    if (settings.isEmpty() || !Tree.flag(settings, "visible", true) || index >= values.size()) {
      return Double.NaN;
    }
    if (!(values.get(index) instanceof Number value)) {
      return Double.NaN;
    }
    return along.coordinates().at(value.doubleValue() + sign * size(index, sign, value));
  }

  private double size(int index, int sign, Number value) {
    boolean symmetric = Tree.flag(settings, "symmetric", !settings.containsKey("arrayminus"));
    String side = sign < 0 && !symmetric ? "minus" : "";
    double one = Tree.number(settings, "value" + side, 10);
    return switch (Tree.text(settings, "type", "data")) {
      case "percent" -> Math.abs(value.doubleValue()) * one / 100;
      case "constant" -> one;
      case "sqrt" -> Math.sqrt(Math.abs(value.doubleValue()));
      default -> {
        List<?> sizes = Tree.list(settings, "array" + side);
        boolean known = index < sizes.size() && sizes.get(index) instanceof Number;
        yield known ? ((Number) sizes.get(index)).doubleValue() : Double.NaN;
      }
    };
  }

  /** Draws the bars at pixels across the axis. */
  void draw(Svg svg, double[] across, String color) {
    if (settings.isEmpty()) {
      return;
    }
    Svg.Path path = new Svg.Path();
    for (int i = 0; i < Math.min(across.length, Downsampling.MOST); i++) {
      bar(path, along.pixel(end(i, -1)), along.pixel(end(i, 1)), across[i]);
    }
    svg.path(path, Colors.stroke(Tree.text(settings, "color", color), 1.5, 1));
  }

  private void bar(Svg.Path path, double from, double to, double across) {
    if (!Double.isFinite(to) || !Double.isFinite(across)) {
      return;
    }
    double start = Double.isFinite(from) ? from : along.pixel(along.base());
    if (along.isVertical()) {
      path.move(across - CAP, start).line(across + CAP, start).move(across, start);
      path.line(across, to).move(across - CAP, to).line(across + CAP, to);
    } else {
      path.move(start, across - CAP).line(start, across + CAP).move(start, across);
      path.line(to, across).move(to, across - CAP).line(to, across + CAP);
    }
  }
}
