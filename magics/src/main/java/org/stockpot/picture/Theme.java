package org.stockpot.picture;

import java.util.List;
import java.util.Map;
import org.stockpot.text.Json;
import org.stockpot.text.Resources;
import org.stockpot.text.Tree;

/**
 * Makes a figure fit the page: as wide as its cell, on the page's own background, in greys that can
 * be read on light and dark ones.
 *
 * <p>Everything but the size is a Plotly template, so whatever the figure itself says wins. The
 * script of a figure replaces the grey of the text by a stronger one once it knows the page.
 */
public final class Theme {

  /** The height in pixels where the user asked for none. */
  static final int HEIGHT = 450;

  private static final String TEMPLATE = Resources.text(Theme.class, "template.json");
  private static final List<String> COLORS =
      Tree.list(Tree.map(Json.read(TEMPLATE).get("layout")), "colorway").stream()
          .map(String::valueOf)
          .toList();

  private Theme() {}

  /** Returns the colour of the trace at an index that names none, which is that of plotly.js. */
  static String color(int index) {
    return COLORS.get(index % COLORS.size());
  }

  /**
   * Adds to a tree what it does not say itself.
   *
   * @param tree a figure; modified
   */
  public static void apply(Map<String, Object> tree) {
    Map<String, Object> layout = Tree.child(tree, "layout");
    layout.putIfAbsent("height", HEIGHT);
    if (!layout.containsKey("width")) {
      layout.put("autosize", true);
    }
    layout.putIfAbsent("template", template(Tree.title(layout)));
    for (Object part : layout.values()) {
      if (Tree.map(part).containsKey("overlaying")) {
        Tree.map(part).putIfAbsent("showgrid", false);
      }
    }
    Map<String, Object> config = Tree.child(tree, "config");
    config.putIfAbsent("responsive", true);
    config.putIfAbsent("displaylogo", false);
  }

  /** Leaves room for the lines of a title below the row of plotly.js's tools. */
  private static Map<String, Object> template(String title) {
    Map<String, Object> template = Json.read(TEMPLATE);
    int lines = title.isEmpty() ? 0 : TextMetrics.lines(title).size();
    Tree.child(Tree.child(template, "layout"), "margin").put("t", 38 + 24 * lines);
    return template;
  }
}
