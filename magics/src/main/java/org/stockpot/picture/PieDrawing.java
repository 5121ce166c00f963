package org.stockpot.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.text.Numbers;
import org.stockpot.text.Tree;

/** A pie, with the share of each slice that has room for it. */
final class PieDrawing {

  /** One slice: its label, its part of the whole, and its colour. */
  record Slice(String label, double share, String color) {}

  private final TraceView trace;

  PieDrawing(TraceView trace) {
    this.trace = trace;
  }

  /** Returns the slices, the largest first unless the trace says not to sort. */
  List<Slice> slices() {
    Map<String, Double> sums = sums();
    double total = sums.values().stream().mapToDouble(v -> v).sum();
    List<String> labels = new ArrayList<>(sums.keySet());
    if (Tree.flag(trace.json(), "sort", true)) {
      labels.sort(Comparator.comparing(sums::get, Comparator.reverseOrder()));
    }
    List<?> colors = Tree.list(trace.marker(), "colors");
    List<Slice> slices = new ArrayList<>();
    for (String label : labels) {
      int i = slices.size();
      Object own = i < colors.size() ? colors.get(i) : null;
      String color = own instanceof String c ? c : Theme.color(i);
      slices.add(new Slice(label, total > 0 ? sums.get(label) / total : 0, color));
    }
    return slices;
  }

  private Map<String, Double> sums() {
    List<?> labels = Tree.list(trace.json(), "labels");
    double[] values = Tree.numbers(Tree.list(trace.json(), "values"));
    Map<String, Double> sums = new LinkedHashMap<>();
    for (int i = 0; i < Math.max(labels.size(), values.length); i++) {
      String label = i < labels.size() ? String.valueOf(labels.get(i)) : Integer.toString(i);
      double value = values.length == 0 ? 1 : i < values.length ? values[i] : Double.NaN;
      if (value >= 0 && Double.isFinite(value)) {
        sums.merge(label, value, Double::sum);
      }
    }
    return sums;
  }

  void draw(Svg svg, Rectangle room) {
    double radius = Math.min(room.width(), room.height()) / 2 - 8;
    double x = room.x() + room.width() / 2;
    double y = room.y() + room.height() / 2;
    double turn = 0;
    for (Slice slice : slices()) {
      slice(svg, slice, turn, new double[] {x, y, radius});
      turn += slice.share();
    }
    double hole = Tree.number(trace.json(), "hole", 0);
    if (hole > 0) {
      svg.circle(x, y, hole * radius, Colors.fill("#ffffff", 1));
    }
  }

  private static void slice(Svg svg, Slice slice, double turn, double[] circle) {
    if (slice.share() <= 0) {
      return;
    }
    String look = Colors.fill(slice.color(), 1) + " stroke=\"#ffffff\"";
    if (slice.share() > 0.9999) {
      svg.circle(circle[0], circle[1], circle[2], look);
    } else {
      double[] from = point(circle, 1, turn);
      double[] to = point(circle, 1, turn + slice.share());
      Svg.Path path = new Svg.Path().move(circle[0], circle[1]).line(from[0], from[1]);
      path.arc(circle[2], slice.share() > 0.5, to[0], to[1]).close();
      svg.path(path, look);
    }
    if (slice.share() >= 0.03) {
      double[] at = point(circle, slice.share() > 0.9999 ? 0 : 0.7, turn + slice.share() / 2);
      String ink = Colors.isLight(slice.color()) ? Colors.INK : "#ffffff";
      String text = Numbers.percent(slice.share(), 1);
      svg.text(at[0], at[1], text, " text-anchor=\"middle\"" + Colors.fill(ink, 1));
    }
  }

  /** Returns a point at a part of the radius, after a part of a turn clockwise from the top. */
  private static double[] point(double[] circle, double part, double turn) {
    double angle = 2 * Math.PI * turn;
    double radius = circle[2] * part;
    return new double[] {
      circle[0] + radius * Math.sin(angle), circle[1] - radius * Math.cos(angle)
    };
  }
}
