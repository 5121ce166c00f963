package org.stockpot.picture;

import java.util.Map;
import org.stockpot.text.Tree;

/**
 * What the colours of a trace mean.
 *
 * @param scale the colours
 * @param settings Plotly's, of which the title is drawn
 */
record ColorBar(ColorScale scale, Map<String, Object> settings) {

  /** How wide the bar is with its labels. */
  static final double WIDTH = 70;

  private static final double THICK = 16;

  void draw(Svg svg, Rectangle room) {
    double step = room.height() / ColorScale.SHADES;
    for (int i = 0; i < ColorScale.SHADES; i++) {
      String fill = Colors.fill(scale.shadeColor(i), 1) + " shape-rendering=\"crispEdges\"";
      svg.rect(room.x() + 10, room.bottom() - (i + 1) * step, THICK, step + 0.5, fill);
    }
    double span = scale.high() - scale.low();
    for (Ticks.Tick tick : Ticks.linear(scale.low(), scale.high(), (int) (room.height() / 40))) {
      double y = room.bottom() - (tick.at() - scale.low()) / span * room.height();
      svg.text(room.x() + 14 + THICK, y, tick.label(), Colors.fill(Colors.INK, 1));
    }
    String title = TextMetrics.fit(Tree.title(settings), 12, WIDTH + 20);
    svg.text(room.x() + 10, room.y() - 10, title, Colors.fill(Colors.INK, 1));
  }
}
