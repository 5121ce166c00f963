package org.stockpot.picture;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.stockpot.text.Tree;

/**
 * One trace of a tree, as the static picture reads it.
 *
 * @param json the trace
 * @param index its place among all traces, which chooses its colour
 */
record TraceView(Map<String, Object> json, int index) {

  String type() {
    return Tree.text(json, "type", "scatter");
  }

  /** Returns the name in the legend. */
  String name() {
    return Tree.text(json, "name", "trace " + index);
  }

  boolean isVisible() {
    Object visible = json.get("visible");
    return visible == null || Boolean.TRUE.equals(visible);
  }

  double opacity() {
    return Tree.number(json, "opacity", 1);
  }

  Map<String, Object> marker() {
    return Tree.map(json.get("marker"));
  }

  Map<String, Object> line() {
    return Tree.map(json.get("line"));
  }

  /** Returns the colour of what the trace mostly is: its line, or else its markers. */
  String color() {
    String cycle = Theme.color(index);
    boolean hasLines = Tree.text(json, "mode", "lines").contains("lines");
    String marker = marker().get("color") instanceof String color ? color : cycle;
    String line = line().get("color") instanceof String color ? color : marker;
    return type().startsWith("scatter") && hasLines ? line : marker;
  }

  /** Returns the values along an axis; where only the other has some, their places. */
  List<?> values(String axis) {
    List<?> values = Tree.list(json, axis);
    if (!values.isEmpty() || json.containsKey("z")) {
      return values;
    }
    int size = Tree.list(json, axis.equals("x") ? "y" : "x").size();
    double first = Tree.number(json, axis + "0", 0);
    double step = Tree.number(json, "d" + axis, 1);
    return IntStream.range(0, size).mapToObj(i -> first + i * step).toList();
  }

  /** Returns the id of the axis, such as {@code x2}. */
  String axis(String letter) {
    return Tree.text(json, letter + "axis", letter);
  }
}
