package org.stockpot.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a figure fit the page: as wide as its cell, on the page's own background, in greys that can
 * be read on light and dark ones.
 *
 * <p>Everything but the size is a Plotly template, so whatever the figure itself says wins. The
 * script of {@link Figures} replaces the grey of the text by a stronger one once it knows the page.
 */
final class Theme {

  /** The colours of traces that name none, which are those of plotly.js. */
  static final List<String> COLORS =
      List.of(
          "#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f",
          "#bcbd22", "#17becf");

  /** The height in pixels where the user asked for none. */
  static final int HEIGHT = 450;

  private static final String NONE = "rgba(0,0,0,0)";
  private static final String TEXT = "#808080";
  private static final String GRID = "rgba(128,128,128,0.25)";
  private static final String EDGE = "rgba(128,128,128,0.6)";

  private Theme() {}

  /** Adds to a tree what it does not say itself. */
  static void apply(Map<String, Object> tree) {
    Map<String, Object> layout = Tree.child(tree, "layout");
    layout.putIfAbsent("height", HEIGHT);
    if (!layout.containsKey("width")) {
      layout.put("autosize", true);
    }
    layout.putIfAbsent("template", Map.of("layout", template(layout)));
    Map<String, Object> config = Tree.child(tree, "config");
    config.putIfAbsent("responsive", true);
    config.putIfAbsent("displaylogo", false);
  }

  private static Map<String, Object> template(Map<String, Object> layout) {
    Map<String, Object> axis =
        Map.of("gridcolor", GRID, "zerolinecolor", EDGE, "linecolor", EDGE, "automargin", true);
    Map<String, Object> space = Map.of("gridcolor", GRID, "zerolinecolor", EDGE);
    Map<String, Object> template = new LinkedHashMap<>();
    template.put("paper_bgcolor", NONE);
    template.put("plot_bgcolor", NONE);
    template.put("font", Map.of("color", TEXT));
    template.put("colorway", COLORS);
    template.put("colorscale", Map.of("sequential", "Viridis", "sequentialminus", "Viridis"));
    template.put("margin", margin(!Tree.title(layout).isEmpty()));
    template.put("xaxis", axis);
    template.put("yaxis", axis);
    template.put("scene", Map.of("xaxis", space, "yaxis", space, "zaxis", space));
    return template;
  }

  private static Map<String, Object> margin(boolean titled) {
    return Map.of("l", 64, "r", 24, "t", titled ? 56 : 24, "b", 56);
  }
}
