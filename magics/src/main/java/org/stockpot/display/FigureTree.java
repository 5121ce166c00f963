package org.stockpot.display;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.stockpot.text.Tree;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.Trace;

/**
 * Reads a figure of tablesaw-jsplot as the JSON tree that plotly.js 3 understands.
 *
 * <p>jsplot has no JSON form of a figure, only JavaScript for plotly.js 1. Each part is read from
 * its JavaScript, because that is all that a trace of the user's own class offers; then what the
 * templates leave out is read from the fields, and {@link FigureMigration} does the rest.
 */
final class FigureTree {

  private static final List<String> AXES = List.of("xAxis", "yAxis", "yAxis2", "yAxis3", "yAxis4");

  private FigureTree() {}

  /**
   * Returns a new tree of {@code data}, {@code layout} and {@code config}.
   *
   * @throws IllegalArgumentException if a part of the figure is not an object literal
   */
  static Map<String, Object> of(Figure figure) {
    List<Object> data = new ArrayList<>();
    for (Trace trace : figure.getTraces()) {
      data.add(trace(trace, data.size()));
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("data", data);
    tree.put("layout", layout(figure.getLayout()));
    tree.put(
        "config",
        figure.getConfig() == null
            ? new LinkedHashMap<>()
            : FigureMigration.config(JsLiteral.parse(figure.getConfig().asJavascript())));
    return tree;
  }

  private static Map<String, Object> trace(Trace trace, int index) {
    Map<String, Object> tree = JsLiteral.parse(trace.asJavascript(index));
    if (field(trace, "legendGroup") instanceof String group && !group.isEmpty()) {
      tree.putIfAbsent("legendgroup", group);
    }
    if (field(trace, "showLegend") instanceof Boolean show) {
      tree.putIfAbsent("showlegend", show);
    }
    return FigureMigration.trace(tree);
  }

  private static Map<String, Object> layout(Layout layout) {
    if (layout == null) {
      return new LinkedHashMap<>();
    }
    Map<String, Object> tree = JsLiteral.parse(layout.asJavascript());
    background(tree, "plot_bgcolor", field(layout, "plotBgColor"));
    background(tree, "paper_bgcolor", field(layout, "paperBgColor"));
    Object fourth = field(layout, "yAxis4");
    if (fourth != null) {
      tree.put("yaxis4", JsLiteral.parse(fourth.toString()));
    }
    AXES.forEach(name -> domain(tree, name.toLowerCase(Locale.ROOT), field(layout, name)));
    return FigureMigration.layout(tree);
  }

  /** White is what jsplot has where the user said nothing. */
  private static void background(Map<String, Object> tree, String key, Object color) {
    if (color != null && !color.equals("#fff")) {
      tree.put(key, color);
    }
  }

  /** The template rounds the ends and writes them in the default locale, so read the field. */
  private static void domain(Map<String, Object> tree, String key, Object axis) {
    if (axis != null && field(axis, "domain") instanceof float[] ends) {
      List<Object> domain = new ArrayList<>();
      for (float end : ends) {
        domain.add(Double.parseDouble(Float.toString(end)));
      }
      Tree.child(tree, key).put("domain", domain);
    }
  }

  /** Returns what a private field of jsplot holds; null where there is no such field. */
  private static Object field(Object owner, String name) {
    for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          return read(field, owner);
        }
      }
    }
    return null;
  }

  private static Object read(Field field, Object owner) {
    try {
      field.setAccessible(true);
      return field.get(owner);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }
}
