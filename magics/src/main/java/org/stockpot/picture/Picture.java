package org.stockpot.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stockpot.text.Html;
import org.stockpot.text.Tree;

/**
 * Draws a figure as a static picture: what is seen where no script runs.
 *
 * <p>SVG written by hand, because a machine may have neither fonts nor AWT. It is drawn on a white
 * card, so it reads on every page.
 */
public final class Picture {

  private static final double WIDTH = 720;
  private static final double TITLE = 17;
  private static final int MOST_TITLE_LINES = 3;

  private final Map<String, Object> layout;
  private final List<TraceView> traces = new ArrayList<>();
  private final Rectangle card;

  private Picture(Map<String, Object> tree) {
    this.layout = Tree.map(tree.get("layout"));
    List<Map<String, Object>> data = Tree.maps(tree, "data");
    for (int i = 0; i < data.size(); i++) {
      TraceView trace = new TraceView(data.get(i), i);
      if (trace.isVisible()) {
        traces.add(trace);
      }
    }
    this.card = new Rectangle(0, 0, size("width", WIDTH), size("height", Theme.HEIGHT));
  }

  private double size(String key, double otherwise) {
    return Math.max(150, Math.min(4000, Tree.number(layout, key, otherwise)));
  }

  /**
   * Returns the picture of a tree; of one that it cannot draw, a card that says so.
   *
   * @param tree {@code data} and {@code layout} as plotly.js takes them
   * @return an SVG document
   */
  public static String of(Map<String, Object> tree) {
    Picture picture = new Picture(tree);
    if (!picture.isKnown()) {
      return picture.placeholder();
    }
    try {
      return picture.draw();
    } catch (RuntimeException e) {
      return picture.placeholder();
    }
  }

  /**
   * Returns whether the picture of a tree shows its data.
   *
   * @param tree {@code data} and {@code layout} as plotly.js takes them
   * @return false for kinds that have a card only, such as three-dimensional ones
   */
  public static boolean knows(Map<String, Object> tree) {
    return new Picture(tree).isKnown();
  }

  private boolean isKnown() {
    return !traces.isEmpty() && traces.stream().allMatch(Picture::isKnown);
  }

  private static boolean isKnown(TraceView trace) {
    return CartesianPlot.TYPES.contains(trace.type()) || trace.type().equals("pie");
  }

  private String placeholder() {
    Svg svg = start();
    title(svg);
    String text = "open in a notebook to see this chart";
    double y = card.height() / 2;
    svg.rect(30, y - 60, card.width() - 60, 120, Colors.stroke(Colors.GRID, 1, 1) + " rx=\"4\"");
    svg.text(card.width() / 2, y, text, " text-anchor=\"middle\"" + Colors.fill("#6a6a6a", 1));
    return svg.end();
  }

  private Svg start() {
    Svg svg = Svg.picture(card.width(), card.height(), Html.line(Tree.title(layout), 300));
    String paper = Tree.text(layout, "paper_bgcolor", "#ffffff");
    double[] color = Colors.parse(paper);
    boolean readable = color != null && color[3] == 1 && Colors.isLight(paper);
    String fill = Colors.fill(readable ? paper : "#ffffff", 1);
    svg.rect(0, 0, card.width(), card.height(), fill + " rx=\"4\"");
    return svg;
  }

  private double title(Svg svg) {
    String title = Tree.title(layout);
    if (title.isEmpty()) {
      return 14;
    }
    double y = 26;
    String look = Svg.attribute("font-size", Svg.number(TITLE)) + Colors.fill(Colors.INK, 1);
    List<String> lines =
        TextMetrics.lines(title).stream()
            .flatMap(line -> TextMetrics.wrap(line, TITLE, card.width() - 30).stream())
            .limit(MOST_TITLE_LINES)
            .toList();
    for (String line : lines) {
      svg.text(card.width() / 2, y, line, " text-anchor=\"middle\"" + look);
      y += TITLE * 1.3;
    }
    return y + 4;
  }

  private String draw() {
    Svg svg = start();
    Rectangle area = card.without(14, title(svg), 14, 12);
    List<TraceView> flat = traces.stream().filter(t -> !t.type().equals("pie")).toList();
    CartesianPlot plot = new CartesianPlot(layout, flat);
    ColorBar bar = plot.colorBar();
    Legend legend = new Legend(layout, traces, card.width() / 4);
    double barWidth = bar == null ? 0 : ColorBar.WIDTH;
    Rectangle inner = area.without(0, bar == null ? 0 : 14, barWidth + legend.width(), 0);
    Rectangle drawn = flat.isEmpty() ? inner : plot.draw(svg, inner);
    Domains domains = new Domains(layout);
    traces.stream()
        .filter(trace -> trace.type().equals("pie"))
        .forEach(trace -> new PieDrawing(trace).draw(svg, domains.part(trace, inner)));
    Annotations notes = new Annotations(layout, plot, drawn);
    notes.shapes(svg);
    notes.annotations(svg);
    if (bar != null) {
      bar.draw(svg, new Rectangle(inner.right(), drawn.y(), ColorBar.WIDTH, drawn.height()));
    }
    legend.draw(
        svg, new Rectangle(inner.right() + barWidth, area.y(), legend.width(), area.height()));
    return svg.end();
  }
}
