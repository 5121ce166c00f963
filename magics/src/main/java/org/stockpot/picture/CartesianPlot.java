package org.stockpot.picture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stockpot.text.Tree;

/** All traces of a figure that have an x and a y axis, on as many axes as they name. */
final class CartesianPlot {

  static final Set<String> TYPES =
      Set.of(
          "scatter",
          "scattergl",
          "bar",
          "histogram",
          "box",
          "violin",
          "heatmap",
          "heatmapgl",
          "contour",
          "histogram2d",
          "histogram2dcontour",
          "candlestick",
          "ohlc");

  private record Panel(PictureAxis x, PictureAxis y, List<TraceView> traces, List<Mark> marks) {}

  private final Map<String, Object> layout;
  private final Domains domains;
  private final Map<String, PictureAxis> axes = new LinkedHashMap<>();
  private final Map<String, Panel> panels = new LinkedHashMap<>();

  CartesianPlot(Map<String, Object> layout, List<TraceView> traces) {
    this.layout = layout;
    this.domains = new Domains(layout);
    values(traces)
        .forEach((id, values) -> axes.put(id, new PictureAxis(id, domains.settings(id), values)));
    for (TraceView trace : traces) {
      PictureAxis x = axes.get(trace.axis("x"));
      PictureAxis y = axes.get(trace.axis("y"));
      panels
          .computeIfAbsent(
              x.id() + y.id(), k -> new Panel(x, y, new ArrayList<>(), new ArrayList<>()))
          .traces()
          .add(trace);
    }
    panels.values().forEach(panel -> panel.marks().addAll(marks(panel)));
    panels.values().forEach(panel -> panel.marks().forEach(Mark::measure));
    axes.values().forEach(PictureAxis::settle);
  }

  /** Returns what all traces put on each axis. */
  private static Map<String, List<Object>> values(List<TraceView> traces) {
    Map<String, List<Object>> values = new LinkedHashMap<>();
    for (TraceView trace : traces) {
      boolean box = trace.type().equals("box") || trace.type().equals("violin");
      for (String letter : List.of("x", "y")) {
        boolean places = box && BoxMark.isHorizontal(trace) == letter.equals("y");
        List<Object> known = values.computeIfAbsent(trace.axis(letter), id -> new ArrayList<>());
        known.addAll(places ? BoxMark.places(trace) : trace.values(letter));
      }
    }
    return values;
  }

  private List<Mark> marks(Panel panel) {
    List<Mark> marks = new ArrayList<>();
    List<BarSeries> bars = new ArrayList<>();
    ScatterMark before = null;
    for (TraceView trace : panel.traces()) {
      switch (trace.type()) {
        case "bar" -> bars.add(BarSeries.of(trace, panel.x(), panel.y()));
        case "histogram" -> {}
        case "box", "violin" -> marks.add(box(panel, trace));
        case "candlestick", "ohlc" -> marks.add(new CandleMark(trace, panel.x(), panel.y()));
        case "scatter", "scattergl" -> {
          before = new ScatterMark(trace, panel.x(), panel.y(), before);
          marks.add(before);
        }
        default -> marks.add(0, new HeatMark(trace, panel.x(), panel.y()));
      }
    }
    bars.addAll(Histogram.count(ofType(panel, "histogram"), panel.x(), panel.y()));
    if (!bars.isEmpty()) {
      marks.add(0, new BarMark(layout, bars, panel.x(), panel.y()));
    }
    return marks;
  }

  private Mark box(Panel panel, TraceView trace) {
    List<TraceView> boxes = ofType(panel, trace.type());
    boolean grouped = Tree.text(layout, trace.type() + "mode", "overlay").equals("group");
    int index = grouped ? boxes.indexOf(trace) : 0;
    return new BoxMark(trace, panel.x(), panel.y(), index, grouped ? boxes.size() : 1);
  }

  private static List<TraceView> ofType(Panel panel, String type) {
    return panel.traces().stream().filter(trace -> trace.type().equals(type)).toList();
  }

  /** Returns the colour bar of the first trace that has one, or null. */
  ColorBar colorBar() {
    for (Panel panel : panels.values()) {
      for (Mark mark : panel.marks()) {
        if (mark instanceof HeatMark heat && heat.isScaleShown()) {
          return heat.colorBar();
        }
      }
      for (TraceView trace : panel.traces()) {
        if (Tree.flag(trace.marker(), "showscale", false)) {
          return new ColorBar(
              ColorScale.of(trace.marker()), Tree.map(trace.marker().get("colorbar")));
        }
      }
    }
    return null;
  }

  /** Draws everything into a part of the picture; returns where the plot itself came to lie. */
  Rectangle draw(Svg svg, Rectangle area) {
    place(area.without(50, 10, 20, 40));
    Rectangle plot = area.without(room("y", false), 4, room("y", true) + 8, room("x", false));
    plot = plot.without(0, room("x", true), 0, 0);
    place(plot);
    double overhang = overhang(plot) - (plot.x() - area.x());
    if (overhang > 0) {
      plot = plot.without(overhang, 0, 0, 0);
      place(plot);
    }
    for (Panel panel : panels.values()) {
      Rectangle box = box(panel, plot);
      new AxisDrawing(panel.x()).grid(svg, box);
      new AxisDrawing(panel.y()).grid(svg, box);
    }
    Set<PictureAxis> drawn = new HashSet<>();
    for (Panel panel : panels.values()) {
      Rectangle box = box(panel, plot);
      svg.clip(box.x() - 1, box.y() - 1, box.width() + 2, box.height() + 2);
      panel.marks().forEach(mark -> mark.draw(svg));
      svg.end();
      for (PictureAxis axis : List.of(panel.x(), panel.y())) {
        if (drawn.add(axis)) {
          new AxisDrawing(axis).draw(svg, box);
        }
      }
    }
    return plot;
  }

  private double overhang(Rectangle plot) {
    return panels.values().stream()
        .mapToDouble(panel -> new AxisDrawing(panel.x()).overhang(box(panel, plot)))
        .max()
        .orElse(0);
  }

  private void place(Rectangle plot) {
    for (PictureAxis axis : axes.values()) {
      double[] domain = domains.of(axis.id());
      Rectangle part =
          axis.isVertical() ? plot.part(new double[] {0, 1}, domain) : plot.part(domain, domain);
      if (axis.isVertical()) {
        axis.place(part.bottom(), part.y());
      } else {
        axis.place(part.x(), part.right());
      }
    }
  }

  private Rectangle box(Panel panel, Rectangle plot) {
    return plot.part(domains.of(panel.x().id()), domains.of(panel.y().id()));
  }

  /** Returns the room that axes need at one side of all plots. */
  private double room(String letter, boolean far) {
    double room = 0;
    for (Panel panel : panels.values()) {
      PictureAxis axis = letter.equals("x") ? panel.x() : panel.y();
      PictureAxis other = letter.equals("x") ? panel.y() : panel.x();
      double[] domain = domains.of(other.id());
      boolean outer = far ? domain[1] > 0.99 : domain[0] < 0.01;
      AxisDrawing drawing = new AxisDrawing(axis);
      if (outer && drawing.isFar() == far) {
        room = Math.max(room, drawing.room());
      }
    }
    return room;
  }

  /** Returns the axis of an id, or null where no trace has it. */
  PictureAxis axis(String id) {
    return axes.get(id);
  }

  /** Returns the part of the plot between the axes of two ids. */
  Rectangle between(String xId, String yId, Rectangle plot) {
    return plot.part(domains.of(xId), domains.of(yId));
  }
}
