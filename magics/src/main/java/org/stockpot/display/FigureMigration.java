package org.stockpot.display;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.stockpot.text.Tree;

/** Turns what jsplot wrote for plotly.js 1 into what plotly.js 3 reads. */
final class FigureMigration {

  private static final Set<String> NUMBERS =
      Set.of(
          "x",
          "y",
          "z",
          "open",
          "high",
          "low",
          "close",
          "values",
          "range",
          "tickvals",
          "size",
          "opacity",
          "dtick",
          "nticks",
          "tick0",
          "scaleratio",
          "cmin",
          "cmax");
  private static final Set<String> SWITCHES = Set.of("visible", "autorange", "hovermode");
  private static final Set<String> MISSING = Set.of("NaN", "Infinity", "-Infinity", "null", "");
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
  private static final Map<String, String> MISSPELT =
      Map.of("showspike", "showspikes", "showExponent", "showexponent");
  private static final Set<Double> WIDTHS = Set.of(700.0, 800.0);
  private static final Set<Double> HEIGHTS = Set.of(450.0, 600.0);
  private static final Set<List<Double>> SIZES =
      Set.of(List.of(900.0, 700.0), List.of(1000.0, 800.0));

  private FigureMigration() {}

  /** Repairs one trace. */
  static Map<String, Object> trace(Map<String, Object> raw) {
    Map<String, Object> trace = clean(raw);
    if (Tree.number(trace, "nbinsx", 1) == 0) {
      trace.remove("nbinsx");
    }
    if (Tree.number(trace, "nbinsy", 1) == 0) {
      trace.remove("nbinsy");
    }
    // Without bins of their own these only keep plotly.js from choosing some.
    trace.remove("autobinx");
    trace.remove("autobiny");
    if (trace.get("mode") instanceof String mode) {
      trace.put("mode", mode(mode.replace(" ", "")));
    }
    colorBar(trace);
    colorBar(Tree.map(trace.get("marker")));
    return trace;
  }

  /** Three-dimensional traces have modes of their own, which plotly.js does not know. */
  private static String mode(String mode) {
    return mode.equals("text+text") ? "markers+text" : mode.replaceAll("\\bline\\b", "lines");
  }

  private static void colorBar(Map<String, Object> owner) {
    if (owner.containsKey("colorbar")) {
      ticks(Tree.child(owner, "colorbar"));
    }
  }

  /** Repairs a layout. */
  static Map<String, Object> layout(Map<String, Object> raw) {
    Map<String, Object> layout = clean(raw);
    title(layout);
    axes(layout);
    axes(Tree.map(layout.get("scene")));
    size(layout);
    grid(Tree.map(layout.get("grid")));
    return layout;
  }

  /** Repairs a configuration. */
  static Map<String, Object> config(Map<String, Object> raw) {
    return clean(raw);
  }

  private static void axes(Map<String, Object> owner) {
    for (Map.Entry<String, Object> entry : owner.entrySet()) {
      if (entry.getKey().matches("[xyz]axis\\d*")) {
        title(Tree.map(entry.getValue()));
        ticks(Tree.map(entry.getValue()));
      }
    }
  }

  /** Since plotly.js 3 a title is an object; a string is dropped without a word. */
  private static void title(Map<String, Object> owner) {
    Object font = owner.isEmpty() ? null : owner.remove("titlefont");
    if (owner.get("title") instanceof String text) {
      Map<String, Object> title = new LinkedHashMap<>();
      title.put("text", text);
      if (font != null) {
        title.put("font", font);
      }
      owner.put("title", title);
    }
  }

  /** Linear is what jsplot says where nobody chose; without a step it means a tick at each one. */
  private static void ticks(Map<String, Object> axis) {
    if ("linear".equals(axis.get("tickmode")) && !axis.containsKey("dtick")) {
      axis.remove("tickmode");
    }
  }

  /**
   * Gaps beyond 1 are what jsplot says where nobody chose, and so are labels at the edges of the
   * whole grid, where those of all plots of a row would lie on one another.
   */
  private static void grid(Map<String, Object> grid) {
    for (String gap : List.of("xgap", "ygap")) {
      if (Tree.number(grid, gap, 0) > 1) {
        grid.remove(gap);
      }
    }
    if (!grid.isEmpty()) {
      grid.remove("xside", "bottom");
      grid.remove("yside", "left");
    }
  }

  /** Removes the sizes that jsplot has where nobody chose: of every layout, and of some charts. */
  private static void size(Map<String, Object> layout) {
    double width = Tree.number(layout, "width", 0);
    double height = Tree.number(layout, "height", 0);
    boolean chart = SIZES.contains(List.of(width, height));
    if (chart || WIDTHS.contains(width)) {
      layout.remove("width");
    }
    if (chart || HEIGHTS.contains(height)) {
      layout.remove("height");
    }
  }

  private static Map<String, Object> clean(Map<String, Object> raw) {
    Map<String, Object> clean = new LinkedHashMap<>();
    raw.forEach(
        (name, value) -> {
          String key = MISSPELT.getOrDefault(name, name);
          Object repaired = value(key, value);
          if (repaired != null && !repaired.equals("")) {
            clean.put(key, repaired);
          }
        });
    return clean;
  }

  private static Object value(String key, Object value) {
    if (value instanceof Map) {
      return key.endsWith("font") ? font(clean(Tree.map(value))) : clean(Tree.map(value));
    }
    if (value instanceof List<?> list) {
      return list(key, list);
    }
    if (value instanceof String text) {
      return scalar(key, text);
    }
    return finite(value);
  }

  /** This grey is what jsplot has where nobody chose; left away, the theme of the page decides. */
  private static Map<String, Object> font(Map<String, Object> font) {
    font.remove("color", "#444");
    return font;
  }

  private static List<Object> list(String key, List<?> raw) {
    boolean numeric = NUMBERS.contains(key) && isNumeric(raw);
    List<Object> list = new ArrayList<>(raw.size());
    for (Object item : raw) {
      if (item instanceof String text) {
        list.add(numeric ? number(text) : text);
      } else {
        list.add(value(key, item));
      }
    }
    return list;
  }

  /** Tells whether all strings of a list are numbers or missing, and not all are empty. */
  private static boolean isNumeric(List<?> list) {
    boolean told = false;
    for (Object item : list) {
      if (item instanceof String text && !MISSING.contains(text) && !isNumber(text)) {
        return false;
      }
      told |= item instanceof String text && !text.isEmpty();
    }
    return told;
  }

  private static Object scalar(String key, String text) {
    if (NUMBERS.contains(key) && isNumber(text)) {
      return number(text);
    }
    String word = text.toLowerCase(Locale.ROOT);
    boolean isSwitch = SWITCHES.contains(key) && (word.equals("true") || word.equals("false"));
    return isSwitch ? (Object) word.equals("true") : text;
  }

  private static boolean isNumber(String text) {
    return text.length() < 40 && NUMBER.matcher(text).matches();
  }

  private static Object number(String text) {
    return MISSING.contains(text) ? null : finite(Double.parseDouble(text));
  }

  /**
   * Returns a number as JSON can have it: whole ones without a point, others than finite as null.
   */
  private static Object finite(Object value) {
    if (!(value instanceof Double number)) {
      return value;
    }
    if (!Double.isFinite(number)) {
      return null;
    }
    boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
    return whole ? (Object) number.longValue() : number;
  }
}
