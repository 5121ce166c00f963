package org.stockpot.picture;

import java.util.Map;
import org.stockpot.text.Tree;

/** Lines of traces: their look, and the path through points with steps and gaps. */
final class LineStyle {

  private LineStyle() {}

  /** Returns the attributes of a trace's line. */
  static String of(Map<String, Object> line, String color, double opacity) {
    double width = Tree.number(line, "width", 2);
    String dashes = dashes(Tree.text(line, "dash", "solid"), Math.max(1, width));
    return Colors.stroke(color, width, opacity)
        + " stroke-linejoin=\"round\""
        + (dashes.isEmpty() ? "" : Svg.attribute("stroke-dasharray", dashes));
  }

  private static String dashes(String dash, double width) {
    int[] parts =
        switch (dash) {
          case "dot" -> new int[] {1, 2};
          case "dash" -> new int[] {4, 3};
          case "longdash" -> new int[] {8, 4};
          case "dashdot" -> new int[] {4, 3, 1, 3};
          case "longdashdot" -> new int[] {8, 4, 1, 4};
          default -> new int[0];
        };
    StringBuilder text = new StringBuilder();
    for (int part : parts) {
      text.append(text.isEmpty() ? "" : ",").append(Svg.number(part * width));
    }
    boolean isList = dash.matches("[\\d.]+(px)?([ ,]+[\\d.]+(px)?)*");
    return isList ? dash.replace("px", "") : text.toString();
  }

  /** Returns the path through points; NaN is a gap. */
  static Svg.Path path(double[] x, double[] y, String shape, boolean bridged) {
    Svg.Path path = new Svg.Path();
    int last = -1;
    for (int i : Downsampling.line(x, y)) {
      if (!Double.isFinite(x[i]) || !Double.isFinite(y[i])) {
        last = bridged ? last : -1;
        continue;
      }
      if (last >= 0) {
        corners(path, shape, new double[] {x[last], y[last], x[i], y[i]});
      }
      path.to(x[i], y[i], last < 0);
      last = i;
    }
    return path;
  }

  private static void corners(Svg.Path path, String shape, double[] ends) {
    double middleX = (ends[0] + ends[2]) / 2;
    double middleY = (ends[1] + ends[3]) / 2;
    switch (shape) {
      case "hv" -> path.line(ends[2], ends[1]);
      case "vh" -> path.line(ends[0], ends[3]);
      case "hvh" -> path.line(middleX, ends[1]).line(middleX, ends[3]);
      case "vhv" -> path.line(ends[0], middleY).line(ends[2], middleY);
      default -> {}
    }
  }
}
