package org.stockpot.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.stockpot.text.Tree;

/** The boxes of one trace: quartiles, whiskers within 1.5 box heights, and what lies beyond. */
final class BoxMark implements Mark {

  private final TraceView trace;
  private final PictureAxis positions;
  private final PictureAxis values;
  private final double shift;
  private final double width;
  private final Map<Double, FiveNumberSummary> boxes = new TreeMap<>();

  /** Reads a trace that is one of several that share their places. */
  BoxMark(TraceView trace, PictureAxis xAxis, PictureAxis yAxis, int index, int count) {
    this.trace = trace;
    this.positions = isHorizontal(trace) ? yAxis : xAxis;
    this.values = isHorizontal(trace) ? xAxis : yAxis;
    this.width = 0.6 / count;
    this.shift = (index - (count - 1) / 2.0) * 0.7 / count;
    group();
  }

  static boolean isHorizontal(TraceView trace) {
    boolean onlyX = trace.json().containsKey("x") && !trace.json().containsKey("y");
    return Tree.text(trace.json(), "orientation", onlyX ? "h" : "v").equals("h");
  }

  /** Returns the places of a trace's samples: those it gives, or its name for all. */
  static List<?> places(TraceView trace) {
    List<?> given = Tree.list(trace.json(), isHorizontal(trace) ? "y" : "x");
    return given.isEmpty() ? List.of(trace.name()) : given;
  }

  private void group() {
    double[] samples =
        values.coordinates().at(Tree.list(trace.json(), isHorizontal(trace) ? "x" : "y"));
    List<?> places = places(trace);
    Map<Double, List<Double>> groups = new TreeMap<>();
    for (int i = 0; i < samples.length; i++) {
      double at = positions.coordinates().at(places.get(Math.min(i, places.size() - 1)));
      if (Double.isFinite(samples[i]) && Double.isFinite(at)) {
        groups.computeIfAbsent(at, k -> new ArrayList<>()).add(samples[i]);
      }
    }
    groups.forEach(
        (at, list) ->
            boxes.put(
                at, FiveNumberSummary.of(list.stream().mapToDouble(v -> v).sorted().toArray())));
  }

  @Override
  public void measure() {
    boxes.forEach(
        (at, box) -> {
          positions.seeEdge(at - 0.5);
          positions.seeEdge(at + 0.5);
          values.see(box.low);
          values.see(box.high);
          Arrays.stream(box.beyond).forEach(values::see);
        });
  }

  @Override
  public void draw(Svg svg) {
    Svg.Path body = new Svg.Path();
    Svg.Path lines = new Svg.Path();
    Svg.Path dots = new Svg.Path();
    boxes.forEach((at, box) -> box(box, at + shift, body, lines, dots));
    svg.path(body, Colors.fill(trace.color(), 0.4) + " stroke=\"none\"");
    svg.path(lines, Colors.stroke(trace.color(), 1.5, 1));
    svg.path(dots, Colors.stroke(trace.color(), 4, 1) + " stroke-linecap=\"round\"");
  }

  private void box(FiveNumberSummary box, double at, Svg.Path body, Svg.Path lines, Svg.Path dots) {
    double[] ends = {at - width / 2, at + width / 2};
    double[] cap = {at - width / 4, at + width / 4};
    outline(body, ends, box);
    outline(lines, ends, box);
    line(lines, ends, box.median, box.median);
    line(lines, new double[] {at, at}, box.third, box.high);
    line(lines, new double[] {at, at}, box.low, box.first);
    line(lines, cap, box.high, box.high);
    line(lines, cap, box.low, box.low);
    for (double value : Arrays.copyOf(box.beyond, Math.min(box.beyond.length, 300))) {
      dots.dot(x(at, value), y(at, value));
    }
  }

  private void outline(Svg.Path path, double[] ends, FiveNumberSummary box) {
    line(path, ends, box.first, box.first);
    path.line(x(ends[1], box.third), y(ends[1], box.third));
    path.line(x(ends[0], box.third), y(ends[0], box.third)).close();
  }

  private void line(Svg.Path path, double[] ends, double from, double to) {
    path.move(x(ends[0], from), y(ends[0], from)).line(x(ends[1], to), y(ends[1], to));
  }

  private double x(double at, double value) {
    return positions.isVertical() ? values.pixel(value) : positions.pixel(at);
  }

  private double y(double at, double value) {
    return positions.isVertical() ? positions.pixel(at) : values.pixel(value);
  }
}
