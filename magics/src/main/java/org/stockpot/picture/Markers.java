package org.stockpot.picture;

import java.util.List;
import java.util.Map;
import org.stockpot.text.Tree;

/** Markers of a trace. */
final class Markers {

  private static final double[][] TRIANGLE = {{0, -1.15}, {1, 0.6}, {-1, 0.6}};
  private static final double[][] DIAMOND = {{0, -1.3}, {1.3, 0}, {0, 1.3}, {-1.3, 0}};
  private static final double[][] SQUARE = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
  private static final double[][] CROSS = {
    {-.4, -1.2},
    {.4, -1.2},
    {.4, -.4},
    {1.2, -.4},
    {1.2, .4},
    {.4, .4},
    {.4, 1.2},
    {-.4, 1.2},
    {-.4, .4},
    {-1.2, .4},
    {-1.2, -.4},
    {-.4, -.4}
  };

  private final TraceView trace;
  private final Map<String, Object> marker;
  private final String color;
  private final String symbol;

  Markers(TraceView trace) {
    this.trace = trace;
    this.marker = trace.marker();
    this.color = marker.get("color") instanceof String own ? own : trace.color();
    this.symbol = Tree.text(marker, "symbol", "circle");
  }

  /** Draws markers at those points that can be told apart. */
  void draw(Svg svg, double[] x, double[] y) {
    int[] spots = Downsampling.spots(x, y);
    ColorScale scale = ColorScale.of(marker);
    if (marker.get("size") instanceof List || marker.get("color") instanceof List) {
      for (int i : spots) {
        svg.path(shape(new Svg.Path(), x[i], y[i], radius(i)), paint(colorOf(i, scale), radius(i)));
      }
      return;
    }
    Svg.Path path = new Svg.Path();
    for (int i : spots) {
      shape(path, x[i], y[i], radius(i));
    }
    svg.path(path, paint(color, radius(0)));
  }

  /** Draws one marker for the legend. */
  void sample(Svg svg, double x, double y) {
    boolean varies = marker.get("size") instanceof List;
    double radius = varies ? 4 : Math.min(7, radius(0));
    svg.path(shape(new Svg.Path(), x, y, radius), paint(color, radius));
  }

  /** Returns the radius of a marker in pixels. */
  double radius(int index) {
    double size = Tree.number(marker, "size", 6);
    List<?> sizes = Tree.list(marker, "size");
    if (index < sizes.size() && sizes.get(index) instanceof Number own) {
      size = own.doubleValue() / Tree.number(marker, "sizeref", 1);
      size = Tree.text(marker, "sizemode", "diameter").equals("area") ? Math.sqrt(size) : size;
    }
    return Math.max(0.5, size / 2);
  }

  private String colorOf(int index, ColorScale scale) {
    List<?> colors = Tree.list(marker, "color");
    if (index >= colors.size()) {
      return color;
    }
    Object own = colors.get(index);
    return own instanceof Number number ? scale.color(number.doubleValue()) : String.valueOf(own);
  }

  /** Circles are dots of a round pen, which takes a third of the bytes of an outline. */
  private String paint(String color, double radius) {
    double opacity = trace.opacity() * Tree.number(marker, "opacity", 1);
    if (isDot()) {
      return Colors.stroke(color, 2 * radius, opacity) + " stroke-linecap=\"round\"";
    }
    Map<String, Object> edge = Tree.map(marker.get("line"));
    if (edge.get("color") instanceof String outline && Tree.number(edge, "width", 0) > 0) {
      String pen = Colors.stroke(outline, Tree.number(edge, "width", 0), opacity);
      return pen.replace(" fill=\"none\"", Colors.fill(color, opacity));
    }
    boolean open = symbol.endsWith("-open") || symbol.contains("thin") || symbol.startsWith("line");
    return open || symbol.equals("asterisk")
        ? Colors.stroke(color, 1.5, opacity)
        : Colors.fill(color, opacity);
  }

  private boolean isDot() {
    return corners(symbol.replace("-open", "")) == null
        && !symbol.endsWith("-open")
        && !symbol.startsWith("line")
        && !symbol.contains("asterisk");
  }

  private Svg.Path shape(Svg.Path path, double x, double y, double radius) {
    double[][] corners = corners(symbol.replace("-open", "").replace("-dot", ""));
    if (isDot()) {
      return path.dot(x, y);
    }
    if (corners == null) {
      return ring(path, x, y, radius);
    }
    boolean begins = true;
    for (double[] corner : corners) {
      path.to(x + radius * corner[0], y + radius * corner[1], begins);
      begins = false;
    }
    return path.close();
  }

  private Svg.Path ring(Svg.Path path, double x, double y, double radius) {
    switch (symbol) {
      case "line-ew", "line-ew-open" -> path.move(x - radius, y).line(x + radius, y);
      case "line-ns", "line-ns-open" -> path.move(x, y - radius).line(x, y + radius);
      case "asterisk", "asterisk-open" ->
          path.move(x - radius, y).line(x + radius, y).move(x, y - radius).line(x, y + radius);
      default ->
          path.move(x, y - radius)
              .arc(radius, false, x, y + radius)
              .arc(radius, false, x, y - radius);
    }
    return path;
  }

  /** Returns the corners of a symbol about zero; null for round ones and those unknown. */
  private static double[][] corners(String symbol) {
    return switch (symbol) {
      case "square" -> SQUARE;
      case "diamond", "diamond-tall", "diamond-wide" -> DIAMOND;
      case "cross", "cross-thin" -> CROSS;
      case "x", "x-thin" -> turned(CROSS, 45);
      case "triangle-up", "star-triangle-up" -> TRIANGLE;
      case "triangle-down", "star-triangle-down" -> turned(TRIANGLE, 180);
      case "triangle-left" -> turned(TRIANGLE, 270);
      case "triangle-right" -> turned(TRIANGLE, 90);
      case "pentagon" -> star(5, 1.15, 1.15 * Math.cos(Math.PI / 5));
      case "hexagon", "hexagon2" -> star(6, 1.15, 1.15 * Math.cos(Math.PI / 6));
      case "star" -> star(5, 1.4, 0.55);
      case "hexagram" -> star(6, 1.35, 0.78);
      default -> null;
    };
  }

  private static double[][] star(int points, double outer, double inner) {
    double[][] corners = new double[2 * points][];
    for (int i = 0; i < corners.length; i++) {
      double radius = i % 2 == 0 ? outer : inner;
      double angle = Math.PI * i / points;
      corners[i] = new double[] {radius * Math.sin(angle), -radius * Math.cos(angle)};
    }
    return corners;
  }

  private static double[][] turned(double[][] corners, double degrees) {
    double sine = Math.sin(Math.toRadians(degrees));
    double cosine = Math.cos(Math.toRadians(degrees));
    double[][] turned = new double[corners.length][];
    for (int i = 0; i < corners.length; i++) {
      double x = corners[i][0];
      double y = corners[i][1];
      turned[i] = new double[] {x * cosine - y * sine, x * sine + y * cosine};
    }
    return turned;
  }
}
