package org.stockpot.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stockpot.text.Tree;

/** The names of traces, or of the slices of a pie, each beside a sample of its look. */
final class Legend {

  private static final double LINE = 19;
  private static final double SAMPLE = 30;

  private interface Sample {
    void draw(Svg svg, double x, double y);
  }

  private record Entry(String name, Sample sample) {}

  private final double widest;
  private final List<Entry> entries = new ArrayList<>();

  /** Reads what is named; longer names than the widest that fits are cut. */
  Legend(Map<String, Object> layout, List<TraceView> traces, double widest) {
    this.widest = widest;
    boolean asked = false;
    boolean pie = false;
    for (TraceView trace : traces) {
      if (trace.type().equals("pie") && Tree.flag(trace.json(), "showlegend", true)) {
        new PieDrawing(trace).slices().forEach(slice -> add(slice.label(), square(slice.color())));
        pie = true;
      } else if (isNamed(trace)) {
        add(trace.name(), sample(trace));
        asked |= Tree.flag(trace.json(), "showlegend", false);
      }
    }
    if (!Tree.flag(layout, "showlegend", entries.size() > 1 || asked || pie)) {
      entries.clear();
    }
  }

  private static boolean isNamed(TraceView trace) {
    boolean colored = trace.type().matches("heatmap|heatmapgl|contour|histogram2d.*|pie");
    return Tree.flag(trace.json(), "showlegend", !colored);
  }

  private void add(String name, Sample sample) {
    entries.add(new Entry(TextMetrics.fit(name, 12, widest), sample));
  }

  private static Sample sample(TraceView trace) {
    if (!trace.type().startsWith("scatter")) {
      return square(trace.color());
    }
    String mode = ScatterMark.mode(trace, Tree.list(trace.json(), "y").size());
    return (svg, x, y) -> {
      if (Tree.text(trace.json(), "fill", "none").startsWith("to")) {
        String color = Tree.text(trace.json(), "fillcolor", trace.color());
        svg.rect(x, y, 24, 6, Colors.fill(color, color.equals(trace.color()) ? 0.4 : 1));
      }
      if (mode.contains("lines")) {
        svg.line(x, y, x + 24, y, LineStyle.of(trace.line(), trace.color(), trace.opacity()));
      }
      if (mode.contains("markers")) {
        new Markers(trace).sample(svg, x + 12, y);
      }
    };
  }

  private static Sample square(String color) {
    return (svg, x, y) -> svg.rect(x + 6, y - 6, 12, 12, Colors.fill(color, 1));
  }

  /** Returns how wide the legend is; 0 without one. */
  double width() {
    double names =
        entries.stream().mapToDouble(e -> TextMetrics.width(e.name(), 12)).max().orElse(0);
    return entries.isEmpty() ? 0 : SAMPLE + names + 14;
  }

  /** Draws as many entries as there is room for, and says how many more there are. */
  void draw(Svg svg, Rectangle room) {
    int fits = (int) Math.max(1, room.height() / LINE);
    int shown = entries.size() <= fits ? entries.size() : fits - 1;
    double y = room.y() + LINE / 2;
    for (Entry entry : entries.subList(0, shown)) {
      entry.sample().draw(svg, room.x() + 10, y);
      svg.text(room.x() + 10 + SAMPLE, y, entry.name(), Colors.fill(Colors.INK, 1));
      y += LINE;
    }
    if (shown < entries.size()) {
      String more = "… " + (entries.size() - shown) + " more";
      svg.text(room.x() + 10 + SAMPLE, y, more, Colors.fill(Colors.INK, 1));
    }
  }
}
