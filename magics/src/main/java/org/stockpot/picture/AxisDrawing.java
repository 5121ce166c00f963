package org.stockpot.picture;

import java.util.List;
import java.util.Map;
import org.stockpot.text.Tree;

/** The grid, the line, the labels and the title of one axis at a side of its plot. */
final class AxisDrawing {

  private static final String LABEL = Colors.fill(Colors.INK, 1);
  private static final double TITLE = 22;

  private final PictureAxis axis;
  private final Map<String, Object> settings;
  private final boolean far;

  /** Draws an axis at its usual side, or at the far one if it says so. */
  AxisDrawing(PictureAxis axis) {
    this.axis = axis;
    this.settings = axis.settings();
    String side = Tree.text(settings, "side", "");
    this.far = side.equals("right") || side.equals("top");
  }

  boolean isFar() {
    return far;
  }

  private String title() {
    return Tree.title(settings);
  }

  private boolean isVisible() {
    return Tree.flag(settings, "visible", true);
  }

  private List<Ticks.Tick> labels() {
    boolean shown = isVisible() && Tree.flag(settings, "showticklabels", true);
    return shown ? axis.ticks() : List.of();
  }

  private double widest() {
    return labels().stream()
        .mapToDouble(tick -> TextMetrics.width(tick.label(), 12))
        .max()
        .orElse(0);
  }

  /** Tells whether labels along the horizontal axis have to be turned not to touch. */
  private boolean isTurned() {
    List<Ticks.Tick> ticks = labels();
    double least = Double.POSITIVE_INFINITY;
    for (int i = 1; i < ticks.size(); i++) {
      least = Math.min(least, Math.abs(ticks.get(i).at() - ticks.get(i - 1).at()));
    }
    return !axis.isVertical() && least * axis.unit() < widest() + 6;
  }

  /** Returns how much room labels and title need beside the plot. */
  double room() {
    double labels = axis.isVertical() ? widest() : isTurned() ? 10 + widest() * 0.64 : 12;
    double title = isVisible() && !title().isEmpty() ? TITLE : 0;
    return (labels().isEmpty() ? 0 : labels + 8) + title;
  }

  /** Returns how far turned labels reach out to the left of the plot. */
  double overhang(Rectangle plot) {
    double most = 0;
    for (Ticks.Tick tick : isTurned() ? labels() : List.<Ticks.Tick>of()) {
      double reach = TextMetrics.width(tick.label(), 12) * 0.77;
      most = Math.max(most, reach - (axis.pixel(tick.at()) - plot.x()));
    }
    return most;
  }

  /** Draws the lines behind the data, across the plot. */
  void grid(Svg svg, Rectangle plot) {
    boolean over = settings.containsKey("overlaying");
    if (!isVisible() || over || !Tree.flag(settings, "showgrid", true)) {
      return;
    }
    Svg.Path path = new Svg.Path();
    axis.ticks().forEach(tick -> across(path, tick.at(), plot));
    svg.path(path, Colors.stroke(Tree.text(settings, "gridcolor", Colors.GRID), 1, 1));
    if (axis.coordinates().kind() == Coordinates.Kind.LINEAR
        && axis.holds(0)
        && Tree.flag(settings, "zeroline", true)) {
      Svg.Path zero = new Svg.Path();
      across(zero, 0, plot);
      svg.path(zero, Colors.stroke("#c0c0c0", 1, 1));
    }
  }

  private void across(Svg.Path path, double at, Rectangle plot) {
    double pixel = axis.pixel(at);
    if (axis.isVertical()) {
      path.move(plot.x(), pixel).line(plot.right(), pixel);
    } else {
      path.move(pixel, plot.y()).line(pixel, plot.bottom());
    }
  }

  /** Draws the line, the labels and the title. */
  void draw(Svg svg, Rectangle plot) {
    if (!isVisible()) {
      return;
    }
    if (axis.isVertical()) {
      vertical(svg, plot);
    } else {
      horizontal(svg, plot);
    }
  }

  private void vertical(Svg svg, Rectangle plot) {
    double edge = far ? plot.right() : plot.x();
    int out = far ? 1 : -1;
    svg.line(edge, plot.y(), edge, plot.bottom(), Colors.stroke(Colors.EDGE, 1, 1));
    String anchor = Svg.attribute("text-anchor", far ? "start" : "end");
    for (Ticks.Tick tick : labels()) {
      svg.text(edge + 6 * out, axis.pixel(tick.at()), tick.label(), anchor + LABEL);
    }
    double at = edge + out * (room() - TITLE / 2 + 2);
    String title =
        TextMetrics.fit(String.join(" ", TextMetrics.lines(title())), 14, plot.height() + 40);
    String look = " text-anchor=\"middle\" font-size=\"14\"" + LABEL;
    if (!title.isEmpty()) {
      svg.turnedText(at, plot.y() + plot.height() / 2, 90, title, look);
    }
  }

  private void horizontal(Svg svg, Rectangle plot) {
    double edge = far ? plot.y() : plot.bottom();
    int out = far ? -1 : 1;
    svg.line(plot.x(), edge, plot.right(), edge, Colors.stroke(Colors.EDGE, 1, 1));
    boolean turned = isTurned();
    for (Ticks.Tick tick : labels()) {
      double at = axis.pixel(tick.at());
      if (turned) {
        String anchor = Svg.attribute("text-anchor", far ? "start" : "end");
        svg.turnedText(at + 4, edge + 10 * out, 40, tick.label(), anchor + LABEL);
      } else {
        svg.text(at, edge + 12 * out, tick.label(), " text-anchor=\"middle\"" + LABEL);
      }
    }
    String title =
        TextMetrics.fit(String.join(" ", TextMetrics.lines(title())), 14, plot.width() + 80);
    if (!title.isEmpty()) {
      String look = " text-anchor=\"middle\" font-size=\"14\"" + LABEL;
      double middle = plot.x() + plot.width() / 2;
      svg.text(middle, edge + out * (room() - TITLE / 2 + 2), title, look);
    }
  }
}
