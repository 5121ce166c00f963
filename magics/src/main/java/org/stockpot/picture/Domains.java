package org.stockpot.picture;

import java.util.List;
import java.util.Map;
import org.stockpot.text.Tree;

/** Which share of the plot an axis or a pie takes: what it says itself, or its place in a grid. */
final class Domains {

  private static final double[] ALL = {0, 1};

  private final Map<String, Object> layout;
  private final Map<String, Object> grid;
  private final int rows;
  private final int columns;

  Domains(Map<String, Object> layout) {
    this.layout = layout;
    this.grid = Tree.map(layout.get("grid"));
    this.rows = (int) Tree.number(grid, "rows", 1);
    this.columns = (int) Tree.number(grid, "columns", 1);
  }

  /** Returns the settings of an axis by its id. */
  Map<String, Object> settings(String id) {
    return Tree.map(layout.get(id.charAt(0) + "axis" + id.substring(1)));
  }

  /** Returns the lower and the upper end of an axis, which may be those of the one under it. */
  double[] of(String id) {
    Map<String, Object> settings = settings(id);
    String under = Tree.text(settings, "overlaying", id);
    return own(settings.containsKey("domain") || !under.matches("[xy]\\d*") ? id : under);
  }

  private double[] own(String id) {
    if (settings(id).get("domain") instanceof List<?> domain) {
      return ends(domain);
    }
    int number = id.length() == 1 ? 1 : Integer.parseInt(id.substring(1));
    return cell(id.startsWith("x"), number - 1);
  }

  private double[] cell(boolean across, int index) {
    if (grid.isEmpty() || rows * columns < 2) {
      return ALL;
    }
    boolean coupled = !"independent".equals(grid.get("pattern"));
    int place = coupled ? index : across ? index % columns : index / columns;
    return across ? column(place) : row(place);
  }

  private double gap(String key, double coupled, double independent) {
    boolean single = "independent".equals(grid.get("pattern"));
    return Tree.number(grid, key, single ? independent : coupled);
  }

  private double[] column(int place) {
    return share(place, columns, gap("xgap", 0.1, 0.2));
  }

  private double[] row(int place) {
    boolean up = "bottom to top".equals(grid.get("roworder"));
    return share(up ? place : rows - 1 - place, rows, gap("ygap", 0.1, 0.3));
  }

  private static double[] share(int place, int count, double gap) {
    double step = 1 / (count - gap);
    return new double[] {place * step, place * step + step * (1 - gap)};
  }

  /** Returns the part of the plot that a trace without axes takes. */
  Rectangle part(TraceView trace, Rectangle plot) {
    Map<String, Object> domain = Tree.map(trace.json().get("domain"));
    double[] across = domain.containsKey("column") ? column(place(domain, "column")) : ALL;
    double[] up = domain.containsKey("row") ? row(place(domain, "row")) : ALL;
    across = domain.get("x") instanceof List<?> x ? ends(x) : across;
    up = domain.get("y") instanceof List<?> y ? ends(y) : up;
    return plot.part(across, up);
  }

  private static int place(Map<String, Object> domain, String key) {
    return (int) Tree.number(domain, key, 0);
  }

  private static double[] ends(List<?> domain) {
    double[] ends = Tree.numbers(domain);
    boolean valid = ends.length == 2 && ends[0] >= 0 && ends[1] <= 1 && ends[0] < ends[1];
    return valid ? ends : ALL;
  }
}
