package org.stockpot.picture;

import java.util.List;
import java.util.Map;
import org.stockpot.text.Tree;

/** Annotations and shapes of a layout, placed by axes or by shares of the plot. */
final class Annotations {

  private final Map<String, Object> layout;
  private final CartesianPlot axes;
  private final Rectangle plot;

  Annotations(Map<String, Object> layout, CartesianPlot axes, Rectangle plot) {
    this.layout = layout;
    this.axes = axes;
    this.plot = plot;
  }

  /** Draws lines, boxes and circles. */
  void shapes(Svg svg) {
    List<Map<String, Object>> shapes = Tree.maps(layout, "shapes");
    if (!shapes.isEmpty()) {
      svg.clip(plot.x() - 1, plot.y() - 1, plot.width() + 2, plot.height() + 2);
      shapes.forEach(shape -> shape(svg, shape));
      svg.end();
    }
  }

  private void shape(Svg svg, Map<String, Object> shape) {
    double x0 = place(shape, "x", "x0");
    double x1 = place(shape, "x", "x1");
    double y0 = place(shape, "y", "y0");
    double y1 = place(shape, "y", "y1");
    if (!Double.isFinite(x0 + x1 + y0 + y1) || !Tree.flag(shape, "visible", true)) {
      return;
    }
    double opacity = Tree.number(shape, "opacity", 1);
    Map<String, Object> line = Tree.map(shape.get("line"));
    String stroke = LineStyle.of(line, Tree.text(line, "color", "#444444"), opacity);
    String fill = Tree.text(shape, "fillcolor", "rgba(0,0,0,0)");
    String look = stroke.replace(" fill=\"none\"", "") + Colors.fill(fill, opacity);
    switch (Tree.text(shape, "type", "rect")) {
      case "line" -> svg.line(x0, y0, x1, y1, stroke);
      case "circle" ->
          svg.circle(
              (x0 + x1) / 2,
              (y0 + y1) / 2,
              Math.min(Math.abs(x1 - x0), Math.abs(y1 - y0)) / 2,
              look);
      default ->
          svg.rect(Math.min(x0, x1), Math.min(y0, y1), Math.abs(x1 - x0), Math.abs(y1 - y0), look);
    }
  }

  /** Draws texts, with a line to what they point at. */
  void annotations(Svg svg) {
    Tree.maps(layout, "annotations").forEach(note -> annotation(svg, note));
  }

  private void annotation(Svg svg, Map<String, Object> note) {
    double x = place(note, "x", "x");
    double y = place(note, "y", "y");
    if (!Double.isFinite(x + y) || !Tree.flag(note, "visible", true)) {
      return;
    }
    double textX = x;
    double textY = y;
    boolean arrow = Tree.flag(note, "showarrow", true);
    if (arrow) {
      textX += Tree.number(note, "ax", -10);
      textY += Tree.number(note, "ay", -30);
      svg.line(textX, textY, x, y, Colors.stroke(Tree.text(note, "arrowcolor", "#666666"), 1, 1));
    }
    text(svg, note, textX, textY, arrow);
  }

  private static void text(Svg svg, Map<String, Object> note, double x, double y, boolean arrow) {
    Map<String, Object> font = Tree.map(note.get("font"));
    double size = Tree.number(font, "size", 12);
    List<String> lines = TextMetrics.lines(Tree.text(note, "text", ""));
    String anchor = arrow ? "middle" : anchor(Tree.text(note, "xanchor", "center"));
    String look =
        Svg.attribute("text-anchor", anchor)
            + Svg.attribute("font-size", Svg.number(size))
            + Colors.fill(Tree.text(font, "color", Colors.INK), 1)
            + " stroke=\"#ffffff\" stroke-width=\"3\" paint-order=\"stroke\"";
    double step = size * 1.3;
    double top =
        y + shift(Tree.text(note, "yanchor", "middle"), size) - step * (lines.size() - 1) / 2;
    for (int i = 0; i < lines.size(); i++) {
      svg.text(x, top + i * step, TextMetrics.fit(lines.get(i), size, 500), look);
    }
  }

  private static String anchor(String xAnchor) {
    return switch (xAnchor) {
      case "left" -> "start";
      case "right" -> "end";
      default -> "middle";
    };
  }

  private static double shift(String yAnchor, double size) {
    return yAnchor.equals("bottom") ? -size * 0.7 : yAnchor.equals("top") ? size * 0.7 : 0;
  }

  /** Returns the pixel of a value; its reference is the plot, part of it, or an axis. */
  private double place(Map<String, Object> owner, String letter, String key) {
    boolean across = letter.equals("x");
    String reference = Tree.text(owner, letter + "ref", letter);
    double share = Tree.number(owner, key, Double.NaN);
    if (reference.equals("paper") || reference.endsWith(" domain")) {
      String id = reference.equals("paper") ? null : reference.replace(" domain", "");
      Rectangle part =
          id == null ? plot : across ? axes.between(id, "y", plot) : axes.between("x", id, plot);
      return across ? part.x() + share * part.width() : part.bottom() - share * part.height();
    }
    PictureAxis axis = axes.axis(reference);
    if (axis == null) {
      return Double.NaN;
    }
    // On axes of logarithms an annotation gives the logarithm, and a shape the value.
    boolean isNote = owner.containsKey("text");
    Coordinates coordinates = axis.coordinates();
    return axis.pixel(isNote ? coordinates.end(owner.get(key)) : coordinates.at(owner.get(key)));
  }
}
